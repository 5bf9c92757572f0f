import type { Kubernetes } from './client.ts';
import { isKubernetesError, KubernetesError } from './errors.ts';
import type { CallContext } from './guard.ts';
import type { List, Namespace } from './objects.ts';

export const STORE_ID_LABEL = 'storewright.dev/store-id';

export type NamespaceCondition = { type: string; status: string; reason: string; message: string };

export type NamespaceView = {
  name: string;
  uid: string;
  labels: Record<string, string>;
  phase: string;
  /** A deletion was asked for and has not ended. */
  terminating: boolean;
  conditions: NamespaceCondition[];
  createdAt: Date;
};

/**
 * Creates the namespace, or accepts the one that is there when its store-id label is the same.
 * @throws KubernetesError `conflict` when it belongs to something else, `terminating` when it is being deleted.
 */
export async function ensureNamespace(
  k: Kubernetes,
  ctx: CallContext,
  wanted: { name: string; labels: Record<string, string> },
): Promise<{ uid: string }> {
  const object = `Namespace/${wanted.name}`;
  try {
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: wanted };
    return view(await k.write<Namespace>(ctx, { method: 'POST', path: '/api/v1/namespaces', body, object }));
  } catch (error) {
    if (!isKubernetesError(error, 'already-exists')) throw error;
  }
  const found = await findNamespace(k, wanted.name, ctx.signal);
  if (found !== null && found.labels[STORE_ID_LABEL] !== wanted.labels[STORE_ID_LABEL]) {
    throw new KubernetesError('conflict', `${object} exists and belongs to something else; it was left alone`, {
      object,
    });
  }
  if (found === null || found.terminating)
    throw new KubernetesError('terminating', `${object} is being deleted`, { object });
  return { uid: found.uid };
}

export async function findNamespace(k: Kubernetes, name: string, signal: AbortSignal): Promise<NamespaceView | null> {
  try {
    const path = `/api/v1/namespaces/${encodeURIComponent(name)}`;
    return view(await k.read<Namespace>({ path, object: `Namespace/${name}`, signal }));
  } catch (error) {
    if (isKubernetesError(error, 'not-found')) return null;
    throw error;
  }
}

/** All namespaces that a label selector finds, such as `app.kubernetes.io/managed-by=storewright`. */
export async function listNamespaces(
  k: Kubernetes,
  labelSelector: string,
  signal: AbortSignal,
): Promise<NamespaceView[]> {
  const query = { labelSelector };
  const list = await k.read<List<Namespace>>({ path: '/api/v1/namespaces', query, object: 'namespaces', signal });
  return (list.items ?? []).map(view);
}

/**
 * Asks for the deletion of the namespace with that UID, foreground. One that is gone or already being deleted is accepted.
 * @throws KubernetesError `conflict` when the name now belongs to another namespace.
 */
export async function deleteNamespace(
  k: Kubernetes,
  ctx: CallContext,
  { name, uid }: { name: string; uid: string },
): Promise<void> {
  const object = `Namespace/${name}`;
  const body = { propagationPolicy: 'Foreground', preconditions: { uid } };
  try {
    await k.write(ctx, { method: 'DELETE', path: `/api/v1/namespaces/${encodeURIComponent(name)}`, body, object });
  } catch (error) {
    if (isKubernetesError(error, 'not-found')) return;
    if (!isKubernetesError(error, 'conflict')) throw error;
    const found = await findNamespace(k, name, ctx.signal);
    if (found !== null && !(found.uid === uid && found.terminating)) throw error;
  }
}

function view(namespace: Namespace): NamespaceView {
  const { metadata, status } = namespace;
  return {
    name: metadata?.name ?? '',
    uid: metadata?.uid ?? '',
    labels: metadata?.labels ?? {},
    phase: status?.phase ?? 'Active',
    terminating: metadata?.deletionTimestamp !== undefined,
    conditions: (status?.conditions ?? []).map(({ type, status, reason, message }) => ({
      type,
      status,
      reason: reason ?? '',
      message: message ?? '',
    })),
    createdAt: new Date(metadata?.creationTimestamp ?? 0),
  };
}

/** The id of the store that the namespace says it belongs to; empty when it says none. */
export const storeIdOf = ({ labels }: NamespaceView): string => labels[STORE_ID_LABEL] ?? '';
