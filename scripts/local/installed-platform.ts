import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { Administrator } from './administrator.ts';
import { openDoor } from './door.ts';
import { startGoogle } from './google-in-cluster.ts';
import { root } from './root.ts';
import { step } from './say.ts';
import { Stop } from './stop.ts';
import { ensureTool } from './tools/ensure.ts';

const NAMESPACE = 'storewright-system';
/** What scripts/setup-local.sh does once it has a cluster, in its own words. */
const INSTALL = `. scripts/cluster/steps.sh
install_platform helm/platform/values-local.yaml "$1" --set-json "stores.blockedCidrs=$(api_server_addresses | networks_of)"
await_platform ''`;
/** All namespaces of stores bear it. */
const STORES = '--selector=app.kubernetes.io/managed-by=storewright';
/** A pod finds the authority of its cluster there; it signed the certificate of the stand-in for Google. */
const AUTHORITY = '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt';
/** Several pods of the app, five stores and the tests share a small node. All wait for the database. */
const requesting = (cpu: string) => ({ requests: { cpu } });
const RESOURCES = {
  platform: requesting('100m'),
  migrate: requesting('50m'),
  inngest: requesting('50m'),
  database: requesting('200m'),
};

export type Place = {
  /** The administrator's kubeconfig of a cluster with real nodes. */
  kubeconfig: string;
  /** Where its ingress controller answers this machine, and where it answers pods (null: as in values-local.yaml). */
  ingress: URL;
  ingressInCluster: string | null;
};

export type InstalledPlatform = {
  admin: Administrator;
  /** The paths of kubectl and helm. */
  tools: Record<'kubectl' | 'helm', string>;
  /** As people type it; browsers know that *.localhost is this machine. */
  url: string;
  /** For programs, which may not know that. */
  plainUrl: string;
  /** Where Google's stand-in answers on this machine. */
  googlePort: number;
  stop(): Promise<void>;
};

/**
 * Installs the platform by its chart, as scripts/setup-local.sh does, with two pods. Google and the official Inngest server are stand-ins (image
 * storewright/stand-ins); all else is as people have it. `folder` takes files; `stop` removes everything, and the stores.
 */
export async function installPlatform(
  folder: string,
  place: Place,
  environment: Record<string, string>,
): Promise<InstalledPlatform> {
  const tools = { kubectl: await ensureTool('kubectl'), helm: await ensureTool('helm') };
  const admin = new Administrator(place.kubeconfig, tools);
  await demandNone(admin);
  const google = await step('stand-in for Google', () => startGoogle(admin));
  const remove = async () => {
    await admin.kubectl(['delete', 'namespaces', STORES, '--timeout=300s']);
    await admin.helm(['uninstall', 'storewright', '--namespace', NAMESPACE, '--ignore-not-found']);
    await admin.kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found']);
  };
  const removeAll = async () => {
    const results = await Promise.allSettled([google.stop(), remove()]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  };
  try {
    const url = `http://platform.localhost${place.ingress.port && `:${place.ingress.port}`}`;
    await step('platform, installed', () => install(folder, place, tools, valuesOf(url, place, environment)));
    const door = await openDoor(new URL(url), 0, '127.0.0.1', place.ingress);
    const plainUrl = `http://127.0.0.1:${(door.address() as { port: number }).port}`;
    const stop = async () => {
      door.close();
      door.closeAllConnections();
      await step('platform, removed', removeAll);
    };
    return { admin, tools, url, plainUrl, googlePort: google.port, stop };
  } catch (error) {
    await removeAll().catch(() => undefined);
    throw error;
  }
}

/** They would be taken for what these tests made, and removed. */
async function demandNone(admin: Administrator): Promise<void> {
  const places = await admin.kubectl(['get', 'namespace', NAMESPACE, '--ignore-not-found', '--output=name']);
  const stores = await admin.kubectl(['get', 'namespaces', STORES, '--output=name']);
  const found = [places, stores].filter(Boolean).join('\n').split('\n').filter(Boolean);
  if (found.length > 0)
    throw new Stop(
      `There is a platform or a store in this cluster already, which these tests would remove (${found.join(', ')}): give them a cluster without.`,
    );
}

function valuesOf(url: string, { ingress, ingressInCluster }: Place, environment: Record<string, string>) {
  return {
    publicUrl: url,
    auth: { googleClientId: 'stand-in.apps.googleusercontent.com' },
    stores: ingressInCluster === null ? {} : { ingressAddress: ingressInCluster },
    environment: { NODE_EXTRA_CA_CERTS: AUTHORITY, STORE_URL_PORT: ingress.port || '80', ...environment },
    images: { inngest: { repository: 'storewright/stand-ins', tag: '0.1.0' } },
    replicas: { min: 2, max: 2 },
    resources: RESOURCES,
  };
}

async function install(
  folder: string,
  { kubeconfig }: Place,
  tools: Record<string, string>,
  values: object,
): Promise<void> {
  const programs = join(folder, 'bin');
  await mkdir(programs, { recursive: true });
  for (const [name, path] of Object.entries(tools)) await symlink(path, join(programs, name));
  const env = {
    PATH: `${programs}:${process.env.PATH}`,
    KUBECONFIG: kubeconfig,
    GOOGLE_CLIENT_SECRET: 'of-the-stand-in',
  };
  const { exitCode, all } = await execa('bash', ['-c', INSTALL, 'scripts/test-stores', JSON.stringify(values)], {
    cwd: root,
    env,
    all: true,
    reject: false,
    stdin: 'ignore',
  });
  if (exitCode !== 0) throw new Stop(`The platform could not be installed.\n${all}`);
}
