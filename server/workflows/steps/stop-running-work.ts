import { env } from '#server/env.ts';
import { listOtherHolders } from '#server/stores/progress.ts';
import type { StepBody } from '../attempt-step.ts';
import { isDead } from '../holder.ts';
import { done, notYet } from '../progress.ts';

/** Done when no cancelled operation of the store can still write: its lease was given back, ran out, or its process is dead. */
export const stopRunningWork: StepBody = async ({ operationId, store }) => {
  const holders = await listOtherHolders(store.id, operationId, env().HELM_TIMEOUT_SECONDS);
  return holders.every(isDead) ? done() : notYet('The cancelled work is coming to its end.', 100);
};
