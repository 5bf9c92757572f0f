import type { InngestFunction } from 'inngest';
import type { OperationKind } from '#server/stores/operation.ts';
import type { StepBody } from './attempt-step.ts';
import { trackSlice } from './active-slices.ts';
import { inngest } from './client.ts';
import { operationRequested } from './events.ts';
import { runSlice } from './run-slice.ts';

/** Steps in the order in which they run, by the names that a person's timeline shows. */
export type Recipe = Readonly<Record<string, StepBody>>;

type OperationFunction = {
  id: string;
  kind: OperationKind;
  recipe: Recipe;
  /** How many run at once in all, and for one person: fifty stores of one do not hold another's one. */
  atOnce: { inAll: number; perPerson: number };
};

/**
 * A run whose app was killed is begun again by Inngest after 30 s; without retries it would be lost (facts: `retries: 0`).
 * What fails for a reason of the store's never gets there: it is a row, not an exception.
 */
const RETRIES = 5;
/** Slices of one step in one run; Inngest allows 1000 steps a run. What still waits then is taken up by a further dispatch. */
const SLICES_MOST = 200;

/** An Inngest function that runs the recipe of one kind of operation, each step in slices of at most 20 s. */
export function defineOperation({ id, kind, recipe, atOnce }: OperationFunction): InngestFunction.Any {
  const steps = Object.entries(recipe);
  return inngest().createFunction(
    {
      id,
      retries: RETRIES,
      triggers: [{ event: operationRequested, if: `event.data.kind == '${kind}'` }],
      concurrency: [{ limit: atOnce.inAll }, { limit: atOnce.perPerson, key: 'event.data.ownerId' }],
    },
    async ({ event, step, runId }) => {
      const { operationId } = event.data;
      for (const [index, [name, body]] of steps.entries()) {
        const isLast = index === steps.length - 1;
        let failures = 0;
        for (let slice = 1; ; slice++) {
          const request = { operationId, runId, step: name, body, isLast, failures };
          const result = await step.run(`${name}:${slice}`, () => trackSlice(runSlice(request)));
          if (result.is === 'done') break;
          if (result.is === 'ended' || slice === SLICES_MOST) return { operationId, endedIn: name };
          failures = result.failures;
          if (result.pauseSeconds > 0) await step.sleep(`${name}:${slice}:pause`, `${Math.ceil(result.pauseSeconds)}s`);
        }
      }
      return { operationId };
    },
  );
}
