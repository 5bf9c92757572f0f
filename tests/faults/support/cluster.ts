import { inject } from 'vitest';
import { createKubernetes, type Kubernetes } from '#server/kubernetes/client.ts';
import { listObjects } from '#server/kubernetes/list.ts';
import { deleteNamespace, listNamespaces, STORE_ID_LABEL } from '#server/kubernetes/namespaces.ts';
import { type Job, nameOf, type Pod, type Secret } from '#server/kubernetes/objects.ts';
import { pathOf } from '#server/kubernetes/resources.ts';

/** An administrator's look at the cluster: to prepare faults and to see what came of them, never what is tested. */
let connection: Kubernetes | null = null;
export const cluster = (): Kubernetes =>
  (connection ??= createKubernetes({
    kubeconfig: inject('instance').kubeconfigs.admin,
    readTimeoutMs: 15_000,
    writeTimeoutMs: 15_000,
  }));

const never = new AbortController().signal;
export const asAdmin = { guard: () => {}, signal: never };

/** Names of the namespaces that carry the store's id. */
export async function namespacesOf(storeId: string): Promise<string[]> {
  return (await listNamespaces(cluster(), `${STORE_ID_LABEL}=${storeId}`, never)).map(({ name }) => name);
}

export async function removeNamespacesOf(storeIds: readonly string[]): Promise<void> {
  const ids = new Set(storeIds);
  for (const { name, uid, labels } of await listNamespaces(cluster(), STORE_ID_LABEL, never))
    if (ids.has(labels[STORE_ID_LABEL] ?? '')) await deleteNamespace(cluster(), asAdmin, { name, uid });
}

/** The status of each kept revision of the store's release, oldest first. */
export async function revisionsOf(namespace: string): Promise<string[]> {
  const secrets = await listObjects<Secret>(cluster(), 'Secret', namespace, never);
  return secrets
    .flatMap(({ metadata }) => {
      const { owner, version, status = '' } = metadata?.labels ?? {};
      return owner === 'helm' ? [{ version: Number(version), status }] : [];
    })
    .toSorted((a, b) => a.version - b.version)
    .map(({ status }) => status);
}

/** The credentials as they are, with the identity of the object that holds them; null when there are none. */
export async function credentialsOf(namespace: string): Promise<{ uid?: string; data: Secret['data'] } | null> {
  const secrets = await listObjects<Secret>(cluster(), 'Secret', namespace, never);
  const secret = secrets.find((found) => nameOf(found) === 'store-credentials');
  return secret ? { uid: secret.metadata?.uid, data: secret.data } : null;
}

export const jobsOf = (namespace: string): Promise<Job[]> => listObjects<Job>(cluster(), 'Job', namespace, never);
export const podsOf = (namespace: string): Promise<Pod[]> => listObjects<Pod>(cluster(), 'Pod', namespace, never);

/** Changes an object as a merge patch says. */
export async function patch(
  kind: Parameters<typeof pathOf>[0],
  namespace: string,
  name: string,
  body: unknown,
): Promise<void> {
  const contentType = 'application/merge-patch+json';
  await cluster().write(asAdmin, { method: 'PATCH', path: pathOf(kind, namespace, name), body, contentType });
}
