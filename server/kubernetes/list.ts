import type { Kubernetes } from './client.ts';
import type { List } from './objects.ts';
import { type Kind, pathOf } from './resources.ts';

/** The form of a list in which nothing but metadata is told: what is in a Secret is no business of who only looks for it. */
export const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** All objects of a kind in a namespace, or those with the labels; with `accept` another form of them than the whole. */
export async function listObjects<T>(
  k: Kubernetes,
  kind: Kind,
  namespace: string,
  signal: AbortSignal,
  { accept, labelSelector }: { accept?: string; labelSelector?: string } = {},
): Promise<T[]> {
  const query = labelSelector === undefined ? undefined : { labelSelector };
  const call = { path: pathOf(kind, namespace), query, accept, object: `${kind}s of ${namespace}`, signal };
  const { items } = await k.read<List<T>>(call);
  // The API says null for an empty list of metadata.
  return items ?? [];
}
