import { helm, kubernetes } from '#server/adapters.ts';
import { ensureLatestJob } from '#server/kubernetes/ensure-latest-job.ts';
import { orderCheckJobOf } from '#server/stores/chart-values.ts';
import { ORDER_CHECK, RELEASE } from '#server/stores/naming.ts';
import type { StepBody } from '../attempt-step.ts';
import { done, notYet } from '../progress.ts';
import { StepFailed } from '../verdict.ts';
import { awaitReadiness } from './await-readiness.ts';

/** How soon it is worth looking again whether that has ended. */
const TEST_ENDED_MS = 1_000;

/**
 * Done when another test order was placed in a store that is READY: by the Job of `helm test` as the release has it, which is
 * tried once and has little patience, and not by an upgrade, which might bring another version of the shop with it.
 */
export const placeAnotherOrder: StepBody = async (context) => {
  const { store, operationId, call } = context;
  const { namespace } = store;
  const job = orderCheckJobOf(operationId);
  const found = await ensureLatestJob(kubernetes(), call, namespace, {
    name: job,
    component: ORDER_CHECK,
    readManifests: () => helm().readHooks(call, { namespace, release: RELEASE }),
  });
  if (found === 'busy')
    return notYet('A helm test that somebody has started places an order; this one comes after it', TEST_ENDED_MS);
  if (found === 'unknown')
    throw new StepFailed({ reason: 'Internal', message: 'The release of the store has no order check to repeat.' });
  return (await awaitReadiness(context, { job })) ?? done('The order check passed');
};
