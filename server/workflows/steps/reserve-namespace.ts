import { kubernetes } from '#server/adapters.ts';
import { env } from '#server/env.ts';
import { canManage, ensureRoleBinding } from '#server/kubernetes/access.ts';
import { isKubernetesError } from '#server/kubernetes/errors.ts';
import { ensureNamespace } from '#server/kubernetes/namespaces.ts';
import { namespaceLabels } from '#server/stores/isolation.ts';
import { MANAGER_ROLE } from '#server/stores/naming.ts';
import type { StepBody } from '../attempt-step.ts';
import { done, notYet } from '../progress.ts';
import { StepFailed } from '../verdict.ts';

/** The only step that creates a namespace. Done when the rights in it have arrived. */
export const reserveNamespace: StepBody = async ({ store, call, waiting }) => {
  const k = kubernetes();
  try {
    await ensureNamespace(k, call, { name: store.namespace, labels: namespaceLabels(store) });
  } catch (error) {
    if (!isKubernetesError(error, 'conflict')) throw error;
    throw new StepFailed({ reason: 'NamespaceConflict', message: error.message, object: error.object });
  }
  const subject = { namespace: env().PLATFORM_NAMESPACE, name: env().PLATFORM_SERVICE_ACCOUNT };
  await ensureRoleBinding(k, call, {
    namespace: store.namespace,
    name: 'storewright',
    clusterRole: MANAGER_ROLE,
    subject,
  });
  const allowed = await canManage(k, store.namespace, waiting);
  return allowed ? done(store.namespace) : notYet('The rights in the new namespace are on their way.', 50);
};
