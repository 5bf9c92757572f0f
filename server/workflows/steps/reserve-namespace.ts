import { kubernetes } from '#server/adapters.ts';
import { canManage } from '#server/kubernetes/access.ts';
import { isKubernetesError } from '#server/kubernetes/errors.ts';
import { ensureNamespace } from '#server/kubernetes/namespaces.ts';
import { namespaceLabels } from '#server/stores/isolation.ts';
import type { StepBody } from '../attempt-step.ts';
import { done, notYet } from '../progress.ts';
import { soon } from '../soon.ts';
import { StepFailed } from '../verdict.ts';
import { grantRights } from './grant-rights.ts';

/** The only step that creates a namespace. Done when the rights in it have arrived. */
export const reserveNamespace: StepBody = async ({ store, call, waiting }) => {
  const k = kubernetes();
  try {
    await ensureNamespace(k, call, { name: store.namespace, labels: namespaceLabels(store) });
  } catch (error) {
    if (!isKubernetesError(error, 'conflict')) throw error;
    throw new StepFailed({ reason: 'NamespaceConflict', message: error.message, object: error.object });
  }
  await grantRights({ store, call });
  const allowed = await soon(() => canManage(k, store.namespace, waiting), waiting);
  return allowed ? done(store.namespace) : notYet('The rights in the new namespace are on their way.');
};
