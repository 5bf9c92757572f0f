import type { Kubernetes } from './client.ts';
import { isKubernetesError, KubernetesError } from './errors.ts';
import type { CallContext } from './guard.ts';
import type { RoleBinding } from './objects.ts';
import { pathOf } from './resources.ts';
import { isGranted, type Right } from './review.ts';

type Binding = {
  namespace: string;
  name: string;
  clusterRole: string;
  /** The ServiceAccount that gets the role. */
  subject: { namespace: string; name: string };
};

/**
 * Creates the RoleBinding, or accepts the one that is there when it says the same. The rights take a moment to arrive: ask
 * `canManage` until they have.
 * @throws KubernetesError `conflict` when the one that is there says something else.
 */
export async function ensureRoleBinding(k: Kubernetes, ctx: CallContext, wanted: Binding): Promise<void> {
  const object = `RoleBinding/${wanted.name}`;
  const body = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: wanted.name, namespace: wanted.namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: wanted.clusterRole },
    subjects: [{ kind: 'ServiceAccount', ...wanted.subject }],
  };
  try {
    await k.write(ctx, { method: 'POST', path: pathOf('RoleBinding', wanted.namespace), body, object });
    return;
  } catch (error) {
    if (!isKubernetesError(error, 'already-exists')) throw error;
  }
  const path = pathOf('RoleBinding', wanted.namespace, wanted.name);
  if (!saysTheSame(await k.read<RoleBinding>({ path, object, signal: ctx.signal }), wanted)) {
    throw new KubernetesError('conflict', `${object} in ${wanted.namespace} exists and grants something else`, {
      object,
    });
  }
}

function saysTheSame(found: RoleBinding, wanted: Binding): boolean {
  const [subject, ...others] = found.subjects ?? [];
  return (
    found.roleRef.kind === 'ClusterRole' &&
    found.roleRef.name === wanted.clusterRole &&
    others.length === 0 &&
    subject?.kind === 'ServiceAccount' &&
    subject.name === wanted.subject.name &&
    subject.namespace === wanted.subject.namespace
  );
}

/** What a provisioning cannot begin without; all else comes by the same RoleBinding. */
const NEEDED = { resource: 'secrets', verb: 'create' } as const satisfies Right;

/** Whether the account's rights in the namespace have arrived. */
export function canManage(k: Kubernetes, namespace: string, signal: AbortSignal): Promise<boolean> {
  return isGranted(k, { ...NEEDED, namespace }, signal);
}
