import type { Kubernetes } from './client.ts';
import { listObjects, METADATA_ONLY } from './list.ts';

/** Whether helm keeps a revision of the release, in whatever state: each in a Secret with these labels (Helm 4, its default). */
export async function hasReleaseSecret(
  k: Kubernetes,
  { namespace, release }: { namespace: string; release: string },
  signal: AbortSignal,
): Promise<boolean> {
  const those = { accept: METADATA_ONLY, labelSelector: `owner=helm,name=${release}` };
  return (await listObjects(k, 'Secret', namespace, signal, those)).length > 0;
}
