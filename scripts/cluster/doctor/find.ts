import { createKubernetes, type Kubernetes } from '#server/kubernetes/client.ts';
import { isKubernetesError } from '#server/kubernetes/errors.ts';

/** A cluster that does not answer is waited for so long, each time. */
const TIMEOUT_MS = 15_000;

/** The cluster of a kubeconfig, as its user or, by impersonation, as another. Throws when the file cannot be read. */
export function connect(kubeconfig: string, actAs?: string): Kubernetes {
  return createKubernetes({ kubeconfig, actAs, readTimeoutMs: TIMEOUT_MS, writeTimeoutMs: TIMEOUT_MS });
}

/** The object at that path. @throws KubernetesError */
export const get = <T>(k: Kubernetes, path: string): Promise<T> =>
  k.read<T>({ path, signal: AbortSignal.timeout(TIMEOUT_MS) });

/** The object at that path, or null where there is none. @throws KubernetesError */
export async function find<T>(k: Kubernetes, path: string): Promise<T | null> {
  return get<T>(k, path).catch((error: unknown) => {
    if (isKubernetesError(error, 'not-found')) return null;
    throw error;
  });
}

/** The objects at that path. @throws KubernetesError */
export async function list<T>(k: Kubernetes, path: string): Promise<T[]> {
  const { items } = await get<{ items: T[] | null }>(k, path);
  return items ?? [];
}
