import type { StepBody } from '../attempt-step.ts';
import { done } from '../progress.ts';
import { awaitReadiness } from './await-readiness.ts';

/** Done when what holds the store's data is ready. */
export const startDatabase: StepBody = async (context) =>
  (await awaitReadiness(context, { roles: ['data'] })) ?? done();
