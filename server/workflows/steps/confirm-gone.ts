import { kubernetes } from '#server/adapters.ts';
import { findNamespace } from '#server/kubernetes/namespaces.ts';
import { describeTermination, explainTermination } from '#server/kubernetes/termination.ts';
import type { StepBody } from '../attempt-step.ts';
import { done, notYet } from '../progress.ts';
import { isForeign } from './foreign-namespace.ts';

/** Quick at first, since most namespaces go within seconds; one that is stuck is looked at every few seconds. */
const LOOK_AGAIN_MS = { young: 250, old: 5_000 };
const YOUNG_MS = 30_000;

/** Done when the API server knows no such namespace. Finalizers are told, never stripped (DESIGN §5). */
export const confirmGone: StepBody = async ({ store, startedAt, waiting }) => {
  const namespace = await findNamespace(kubernetes(), store.namespace, waiting);
  if (!namespace || isForeign(namespace, store)) return done();
  const isYoung = Date.now() - startedAt.getTime() < YOUNG_MS;
  const reason = explainTermination(describeTermination(namespace));
  return notYet(`${store.namespace}: ${reason}`, isYoung ? LOOK_AGAIN_MS.young : LOOK_AGAIN_MS.old);
};
