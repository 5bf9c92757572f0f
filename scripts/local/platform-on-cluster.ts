import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApp, stopApp } from './app.ts';
import { ensureAppBuild } from './app-build.ts';
import { purgeInstance, startInstance, type Instance } from './instance.ts';
import { keptPorts } from './kept-ports.ts';
import { writePrivate } from './private-file.ts';
import { ensureRights } from './rights.ts';
import { adminKubeconfig } from './sandbox-settings.ts';
import { step } from './say.ts';
import { ensureToken } from './token.ts';

export type RealCluster = {
  /** The administrator's kubeconfig of a cluster with real nodes. */
  kubeconfig: string;
  /** Where its ingress controller answers this machine, such as http://127.0.0.1:8080. */
  ingress: URL;
};

/**
 * The platform beside a cluster whose nodes are real: database, Inngest and the app on this machine, its rights in that cluster.
 * Everything of it lies in `dir` and goes with `stop`, but for the release `storewright` of helm/platform in the cluster.
 */
export async function startPlatformOnCluster(
  dir: string,
  { kubeconfig, ingress }: RealCluster,
  env: Record<string, string> = {},
): Promise<Instance> {
  const instance = await startInstance({ dir, ports: await keptPorts(dir, false), parts: ['inngest'] });
  const stop = async () => {
    await stopApp(dir);
    await instance.stop();
    await purgeInstance(dir);
  };
  const appEnv = {
    ...instance.env,
    CLUSTER_NOTICE: '',
    STORE_URL_SCHEME: ingress.protocol.replace(':', ''),
    STORE_URL_PORT: ingress.port || (ingress.protocol === 'https:' ? '443' : '80'),
    INGRESS_ADDRESS: ingress.origin,
    ...env,
  };
  try {
    writePrivate(adminKubeconfig(dir), readFileSync(kubeconfig, 'utf8'));
    await step('rights of the platform in the cluster', () => ensureRights(dir, instance.tools));
    await ensureToken(dir, instance.urls.databaseOwner);
    const folder = await ensureAppBuild();
    await step('app, ready', () => startApp(dir, folder, appEnv));
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...instance, env: appEnv, stop };
}

/** The API token of the local user, who owns what `scripts/store` creates. */
export const tokenOf = ({ dir }: Instance): string => readFileSync(join(dir, 'token'), 'utf8').trim();
