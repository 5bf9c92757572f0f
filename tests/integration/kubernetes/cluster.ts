import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { canManage, ensureRoleBinding } from '#server/kubernetes/access.ts';
import { createKubernetes, type Kubernetes } from '#server/kubernetes/client.ts';
import type { CallContext } from '#server/kubernetes/guard.ts';
import { ensureNamespace } from '#server/kubernetes/namespaces.ts';

const run = promisify(execFile);

export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: these tests need a cluster, which scripts/test starts.`);
  return value;
}

/** As the app makes it: with the app's account. */
export function connect(options: { kubeconfig?: string; readTimeoutMs?: number } = {}): Kubernetes {
  return createKubernetes({
    kubeconfig: setting('KUBECONFIG'),
    writeTimeoutMs: 5000,
    readTimeoutMs: 15_000,
    ...options,
  });
}

export const never = new AbortController().signal;
export const ctx: CallContext = { guard: () => {}, signal: never };

/** The administrator prepares faults and looks; what is tested never runs as one. */
export async function asAdmin(args: readonly string[], object?: unknown): Promise<string> {
  const all = ['--kubeconfig', setting('ADMIN_KUBECONFIG'), ...args];
  const running = run(setting('KUBECTL_BIN'), all, { maxBuffer: 16 * 1024 * 1024 });
  running.child.stdin?.end(object === undefined ? '' : JSON.stringify(object));
  return (await running).stdout;
}

export async function put(namespace: string, ...items: unknown[]): Promise<void> {
  await asAdmin(['--namespace', namespace, 'apply', '-f', '-'], { apiVersion: 'v1', kind: 'List', items });
}

export async function patchAsAdmin(
  namespace: string,
  object: string,
  patch: unknown,
  ...flags: string[]
): Promise<void> {
  await asAdmin([
    '--namespace',
    namespace,
    'patch',
    object,
    '--type=merge',
    '--patch',
    JSON.stringify(patch),
    ...flags,
  ]);
}

export function newId(): string {
  return `t${Array.from({ length: 9 }, () => randomInt(36).toString(36)).join('')}`;
}

export function labelsOf(id: string): Record<string, string> {
  return {
    'app.kubernetes.io/managed-by': 'storewright',
    'storewright.dev/store-id': id,
    'pod-security.kubernetes.io/enforce': 'restricted',
  };
}

export function bindingIn(namespace: string) {
  return {
    namespace,
    name: 'storewright',
    clusterRole: 'storewright-store-manager',
    subject: { namespace: 'storewright-system', name: 'storewright' },
  };
}

/** A store's namespace in which the account may work. */
export async function newNamespace(k: Kubernetes): Promise<{ name: string; uid: string }> {
  const id = newId();
  const name = `store-${id}`;
  const { uid } = await ensureNamespace(k, ctx, { name, labels: labelsOf(id) });
  await ensureRoleBinding(k, ctx, bindingIn(name));
  await eventually(async () => (await canManage(k, name, never)) || null, 'the rights in a new namespace');
  return { name, uid };
}

/** Looks until something is there. The bound is generous: it ends a broken run, it measures nothing. */
export function eventually<T>(look: () => Promise<T | null>, what: string): Promise<T> {
  return vi.waitFor(
    async () => {
      const found = await look();
      if (found === null) throw new Error(`Still missing: ${what}`);
      return found;
    },
    { timeout: 30_000, interval: 50 },
  );
}
