import { kubernetes } from '#server/adapters.ts';
import type { NamespaceView } from '#server/kubernetes/namespaces.ts';
import { describeTermination, explainTermination } from '#server/kubernetes/termination.ts';
import { waitUntilGone } from '#server/kubernetes/wait-gone.ts';
import { RESERVE_MS, type StepBody } from '../attempt-step.ts';
import { done, notYet } from '../progress.ts';
import { isForeign } from './foreign-namespace.ts';

/** Most namespaces go within seconds and are watched meanwhile; one that is stuck is looked at every few seconds. */
const YOUNG_MS = 30_000;
const LOOK_AGAIN_MS = { young: 1_000, old: 5_000 };

/** Done when the API server knows no such namespace. Finalizers are told, never stripped (DESIGN §5). */
export const confirmGone: StepBody = async ({ store, startedAt, waiting, msLeft, note }) => {
  const reasonOf = (namespace: NamespaceView) =>
    `${store.namespace}: ${explainTermination(describeTermination(namespace))}`;
  const youngMs = startedAt.getTime() + YOUNG_MS - Date.now();
  const namespace = await waitUntilGone(kubernetes(), store.namespace, {
    signal: waiting,
    timeoutMs: Math.min(youngMs, msLeft() - RESERVE_MS),
    lookAgainMs: LOOK_AGAIN_MS.young,
    isAwaited: (seen) => {
      if (isForeign(seen, store)) return false;
      note(reasonOf(seen));
      return true;
    },
  });
  if (namespace === null || isForeign(namespace, store)) return done();
  return notYet(reasonOf(namespace), youngMs > 0 ? undefined : LOOK_AGAIN_MS.old);
};
