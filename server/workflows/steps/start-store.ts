import type { Expected } from '#server/kubernetes/readiness.ts';
import { getStoreType } from '#server/stores/types/index.ts';
import type { StepBody } from '../attempt-step.ts';
import { done } from '../progress.ts';
import { awaitReadiness } from './await-readiness.ts';

/** The component of every chart that makes a shop of what was installed: a Job. */
export const INIT = 'init';

/** All that a customer's order passes through. */
export function servingParts(type: string): Expected {
  return { roles: ['data', ...getStoreType(type).servingRoles], preparedBy: INIT };
}

/** Done when all that serves customers is ready, on data that still is. */
export const startStore: StepBody = async (context) =>
  (await awaitReadiness(context, servingParts(context.store.type))) ?? done();
