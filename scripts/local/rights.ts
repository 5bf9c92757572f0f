import { join } from 'node:path';
import { execa } from 'execa';
import { writePrivate } from './private-file.ts';
import { root } from './root.ts';
import { kubectl } from './sandbox.ts';
import { adminKubeconfig } from './sandbox-settings.ts';
import { Stop } from './stop.ts';
import type { Tools } from './tools/ensure.ts';
import { until } from './until.ts';

const namespace = 'storewright-system';
const account = 'storewright';
const tokenLifetime = '8760h';
const policySeconds = 30;

/** The kubeconfig of the platform's own account: app and helm run with it, never with the administrator's. */
export const appKubeconfig = (dir: string): string => join(dir, 'app.kubeconfig');

type Kubeconfig = { clusters: { cluster: { server: string; 'certificate-authority-data': string } }[] };

/** Installs the rights of `helm/platform`, without the rest of it, as administrator. Safe to repeat. */
async function installRights(dir: string, tools: Tools): Promise<void> {
  const args = [
    'upgrade',
    '--install',
    'storewright',
    join(root, 'helm/platform/charts/rights'),
    '--namespace',
    namespace,
    '--create-namespace',
  ];
  const result = await execa(tools.helm, args, {
    env: { KUBECONFIG: adminKubeconfig(dir) },
    stdin: 'ignore',
    reject: false,
    timeout: 60_000,
  });
  if (result.exitCode !== 0)
    throw new Stop(
      `helm/platform/charts/rights could not be installed in the sandbox: ${result.stderr || result.shortMessage}`,
    );
}

/** The API server needs a moment to take a new admission policy into account, and until then the account could do more. */
async function untilPolicyHolds(dir: string, tools: Tools): Promise<void> {
  const forbidden = ['create', 'namespace', 'store-platform', '--dry-run=server', `--kubeconfig=${appKubeconfig(dir)}`];
  await until('the admission policy of helm/platform', policySeconds, async () => {
    const { stderr } = await execa(tools.kubectl, forbidden, { reject: false, stdin: 'ignore', timeout: 10_000 });
    return stderr.includes('ValidatingAdmissionPolicy');
  });
}

/** Gives the platform its rights in the sandbox and writes the kubeconfig of its account, with a new token. */
export async function ensureRights(dir: string, tools: Tools): Promise<void> {
  await installRights(dir, tools);
  const token = await kubectl(dir, tools, [
    'create',
    'token',
    account,
    '--namespace',
    namespace,
    `--duration=${tokenLifetime}`,
  ]);
  const admin = JSON.parse(
    await kubectl(dir, tools, ['config', 'view', '--raw', '--minify', '-o', 'json']),
  ) as Kubeconfig;
  const cluster = admin.clusters[0]?.cluster;
  if (!cluster)
    throw new Stop(`${adminKubeconfig(dir)} names no cluster: run ./scripts/down --purge, then ./scripts/up.`);
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'sandbox', cluster }],
    users: [{ name: account, user: { token } }],
    contexts: [{ name: 'sandbox', context: { cluster: 'sandbox', user: account } }],
    'current-context': 'sandbox',
  };
  writePrivate(appKubeconfig(dir), JSON.stringify(kubeconfig, null, 2));
  await untilPolicyHolds(dir, tools);
}
