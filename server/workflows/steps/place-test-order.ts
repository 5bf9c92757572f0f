import { orderCheckJobOf } from '#server/stores/chart-values.ts';
import { markReady } from '#server/stores/progress.ts';
import type { StepBody } from '../attempt-step.ts';
import { done } from '../progress.ts';
import { awaitAnswer } from './await-answer.ts';
import { awaitReadiness } from './await-readiness.ts';
import { endPicture } from './picture.ts';
import { INIT, servingParts } from './start-store.ts';

/** Done when this operation's order was placed and the shop answers at its address, which is what READY means. */
export const placeTestOrder: StepBody = async (context) => {
  const order = { job: orderCheckJobOf(context.operationId), preparedBy: INIT };
  // Beside the order: the shop serves already, and a way to it that is not there yet is asked for again.
  const [waiting, early] = await Promise.all([awaitReadiness(context, order), awaitAnswer(context)]);
  if (waiting) return waiting;
  const unreached = early && (await awaitAnswer(context));
  if (unreached) return unreached;
  // What was ready before the order may have gone since: READY holds at the moment it is said, by a picture of this moment.
  endPicture(context);
  const unready = await awaitReadiness(context, servingParts(context.store.type));
  if (unready) return unready;
  context.call.guard();
  await markReady(context.fence);
  return done('The order check passed');
};
