import { helm, kubernetes } from '#server/adapters.ts';
import { ensureLatestJob } from '#server/kubernetes/ensure-latest-job.ts';
import { orderCheckJobOf } from '#server/stores/chart-values.ts';
import { ORDER_CHECK, RELEASE } from '#server/stores/naming.ts';
import type { StepBody } from '../attempt-step.ts';
import { done } from '../progress.ts';
import { StepFailed } from '../verdict.ts';
import { awaitReadiness } from './await-readiness.ts';

/**
 * Done when another test order was placed in a store that is READY: by the Job of `helm test` as the release has it, which is
 * tried once and has little patience, and not by an upgrade, which might bring another version of the shop with it.
 */
export const placeAnotherOrder: StepBody = async (context) => {
  const { store, operationId, call } = context;
  const { namespace } = store;
  const job = orderCheckJobOf(operationId);
  const isThere = await ensureLatestJob(kubernetes(), call, namespace, {
    name: job,
    component: ORDER_CHECK,
    readManifests: () => helm().readHooks(call, { namespace, release: RELEASE }),
  });
  if (!isThere)
    throw new StepFailed({ reason: 'Internal', message: 'The release of the store has no order check to repeat.' });
  return (await awaitReadiness(context, { job })) ?? done('The order check passed');
};
