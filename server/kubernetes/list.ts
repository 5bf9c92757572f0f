import type { Kubernetes } from './client.ts';
import type { List } from './objects.ts';
import { type Kind, pathOf } from './resources.ts';

/** All objects of a kind in a namespace; with `accept` another form of them than the whole. */
export async function listObjects<T>(
  k: Kubernetes,
  kind: Kind,
  namespace: string,
  signal: AbortSignal,
  accept?: string,
): Promise<T[]> {
  const call = { path: pathOf(kind, namespace), accept, object: `${kind}s of ${namespace}`, signal };
  const { items } = await k.read<List<T>>(call);
  // The API says null for an empty list of metadata.
  return items ?? [];
}
