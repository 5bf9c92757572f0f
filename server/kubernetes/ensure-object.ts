import type { Kubernetes } from './client.ts';
import { isKubernetesError } from './errors.ts';
import type { CallContext } from './guard.ts';
import type { ResourceQuota } from './objects.ts';
import { pathOf } from './resources.ts';

/** What the platform itself puts into a store's namespace beside the chart. */
export type Manifest = {
  apiVersion: string;
  kind: 'ResourceQuota' | 'LimitRange' | 'NetworkPolicy';
  metadata: { name: string; namespace: string; labels?: Record<string, string> };
  spec: Record<string, unknown>;
};

/**
 * Makes the object be as the manifest says, whether it is missing, right, or was changed by someone: server-side apply takes
 * back every field that the manifest names.
 */
export async function ensureObject(k: Kubernetes, ctx: CallContext, manifest: Manifest): Promise<void> {
  await k.write(ctx, {
    method: 'PATCH',
    path: pathOf(manifest.kind, manifest.metadata.namespace, manifest.metadata.name),
    query: { fieldManager: 'storewright', force: true },
    contentType: 'application/apply-patch+yaml',
    body: manifest,
    object: `${manifest.kind}/${manifest.metadata.name}`,
  });
}

/** Whether the quota counts already: before its `status.hard` is there, nothing holds anybody to it. */
export async function isQuotaActive(
  k: Kubernetes,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const path = pathOf('ResourceQuota', namespace, name);
    const quota = await k.read<ResourceQuota>({ path, object: `ResourceQuota/${name}`, signal });
    return Object.keys(quota.status?.hard ?? {}).length > 0;
  } catch (error) {
    if (isKubernetesError(error, 'not-found')) return false;
    throw error;
  }
}
