import { kubernetes } from '#server/adapters.ts';
import { deleteNamespace, findNamespace } from '#server/kubernetes/namespaces.ts';
import { listFinalizedObjects } from '#server/kubernetes/termination.ts';
import type { StepBody } from '../attempt-step.ts';
import { done } from '../progress.ts';
import { isForeign } from './foreign-namespace.ts';

/**
 * Asks for the deletion. What bears a finalizer is listed before: the account's rights in the namespace are among the first
 * things to go.
 */
export const removeNamespace: StepBody = async ({ store, call, waiting }) => {
  const k = kubernetes();
  const namespace = await findNamespace(k, store.namespace, waiting);
  if (!namespace) return done('There was none');
  if (isForeign(namespace, store)) return done(`Left alone: ${store.namespace} is not this store's`);
  const held = namespace.terminating ? [] : await listFinalizedObjects(k, store.namespace, waiting);
  await deleteNamespace(k, call, { name: store.namespace, uid: namespace.uid });
  const names = held.map(({ kind, name, finalizers }) => `${kind}/${name} (${finalizers.join(', ')})`);
  return done(names.length > 0 ? `With finalizers: ${names.slice(0, 10).join(', ')}` : null);
};
