import type { Kubernetes } from './client.ts';
import { listObjects, METADATA_ONLY } from './list.ts';

type ReleaseRef = { namespace: string; release: string };

/** Whether helm keeps a revision of the release, in whatever state: each in a Secret with these labels (Helm 4, its default). */
export function hasReleaseSecret(k: Kubernetes, ref: ReleaseRef, signal: AbortSignal): Promise<boolean> {
  return hasSecret(k, ref, '', signal);
}

/** Whether helm has recorded that this revision is deployed. */
export function isDeployed(k: Kubernetes, ref: ReleaseRef, revision: number, signal: AbortSignal): Promise<boolean> {
  return hasSecret(k, ref, `,status=deployed,version=${revision}`, signal);
}

async function hasSecret(k: Kubernetes, ref: ReleaseRef, andLabels: string, signal: AbortSignal): Promise<boolean> {
  const those = { accept: METADATA_ONLY, labelSelector: `owner=helm,name=${ref.release}${andLabels}` };
  return (await listObjects(k, 'Secret', ref.namespace, signal, those)).length > 0;
}
