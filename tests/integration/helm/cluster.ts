import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, vi } from 'vitest';
import {
  createHelm,
  type HelmContext,
  type HelmOptions,
  type ReleaseRef,
  type ReleaseStatus,
} from '#server/helm/index.ts';

const run = promisify(execFile);

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: these tests need a cluster, which scripts/test starts.`);
  return value;
}

export const HELM_BIN = setting('HELM_BIN');
export const SINGLE = join(import.meta.dirname, '../../fixtures/charts/single');
export const VALUES = { store: { id: 'abcdefghij' } };

/** One for all tests of a file, so that it is warm as the app's is. */
export const CACHE_DIR = mkdtempSync(join(tmpdir(), 'helm-'));

afterAll(() => rm(CACHE_DIR, { recursive: true, force: true }));

/** The app's own helm: its account and its limits. */
export function newHelm(options: Partial<HelmOptions> = {}) {
  const kubeconfig = setting('KUBECONFIG');
  return createHelm({
    bin: HELM_BIN,
    kubeconfig,
    concurrency: 4,
    timeoutMs: 20_000,
    graceMs: 10_000,
    cacheDir: CACHE_DIR,
    ...options,
  });
}

export function newContext(signal = new AbortController().signal): HelmContext {
  return { guard: () => {}, signal };
}

async function kubectl(
  account: 'KUBECONFIG' | 'ADMIN_KUBECONFIG',
  args: readonly string[],
  stdin = '',
): Promise<string> {
  const running = run(setting('KUBECTL_BIN'), ['--kubeconfig', setting(account), ...args], {
    maxBuffer: 16 * 1024 * 1024,
  });
  running.child.stdin?.end(stdin);
  return (await running).stdout;
}

/** To prepare faults and to look; never what is tested. */
export function asAdmin(args: readonly string[], stdin?: string): Promise<string> {
  return kubectl('ADMIN_KUBECONFIG', args, stdin);
}

/** A store's namespace as the platform makes it, with the platform's own account. */
export async function newNamespace(): Promise<ReleaseRef> {
  const id = `t${Array.from({ length: 9 }, () => randomInt(36).toString(36)).join('')}`;
  const namespace = `store-${id}`;
  const labels = {
    'app.kubernetes.io/managed-by': 'storewright',
    'storewright.dev/store-id': id,
    'pod-security.kubernetes.io/enforce': 'restricted',
  };
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'storewright', namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'storewright-store-manager' },
      subjects: [{ kind: 'ServiceAccount', name: 'storewright', namespace: 'storewright-system' }],
    },
  ];
  for (const object of objects) await kubectl('KUBECONFIG', ['create', '-f', '-'], JSON.stringify(object));
  await vi.waitUntil(() => mayManage(namespace), { timeout: 15_000, interval: 50 });
  return { namespace, release: 'store' };
}

async function mayManage(namespace: string): Promise<boolean> {
  const answer = kubectl('KUBECONFIG', ['auth', 'can-i', 'create', 'deployments', '-n', namespace]);
  return answer.then(
    (text) => text.trim() === 'yes',
    () => false,
  );
}

export async function removeNamespace({ namespace }: ReleaseRef): Promise<void> {
  await asAdmin(['delete', 'namespace', namespace, '--wait=false', '--ignore-not-found']);
}

/** Status of each kept revision, oldest first. */
export async function statusesOf({ namespace }: ReleaseRef): Promise<string[]> {
  const selector = ['-l', 'owner=helm,name=store', '--sort-by', '.metadata.creationTimestamp'];
  const text = await asAdmin(['get', 'secrets', '-n', namespace, ...selector, '-o', 'json']);
  const { items } = JSON.parse(text) as { items: Array<{ metadata: { labels: { status: string; version: string } } }> };
  const labels = items.map((item) => item.metadata.labels);
  return labels.toSorted((a, b) => Number(a.version) - Number(b.version)).map(({ status }) => status);
}

/** What a helm that died leaves behind: the record of a revision says that it is still at work. */
export async function leaveBehind({ namespace }: ReleaseRef, revision: number, status: ReleaseStatus): Promise<void> {
  const name = `sh.helm.release.v1.store.v${revision}`;
  const secret = JSON.parse(await asAdmin(['get', 'secret', name, '-n', namespace, '-o', 'json'])) as {
    data: { release: string };
    metadata: { labels: Record<string, string> };
  };
  const packed = Buffer.from(Buffer.from(secret.data.release, 'base64').toString(), 'base64');
  const record = JSON.parse(gunzipSync(packed).toString()) as { info: { status: string; description: string } };
  record.info = { ...record.info, status, description: 'at work' };
  const repacked = gzipSync(JSON.stringify(record)).toString('base64');
  const data = { release: Buffer.from(repacked).toString('base64') };
  const patch = { data, metadata: { labels: { ...secret.metadata.labels, status } } };
  await asAdmin(['patch', 'secret', name, '-n', namespace, '--type', 'merge', '-p', JSON.stringify(patch)]);
}

export async function readNote({ namespace }: ReleaseRef): Promise<string> {
  const map = await asAdmin(['get', 'configmap', 'note', '-n', namespace, '-o', 'json']);
  return (JSON.parse(map) as { data: { note: string } }).data.note;
}
