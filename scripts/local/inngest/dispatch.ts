import { type Answer, callApp } from './app-call.ts';
import type { Core, Run } from './core.ts';
import { isAway } from './database.ts';
import { newId } from './new-id.ts';
import type { QueueItem } from './queue.ts';
import { recordAnswer } from './record-answer.ts';
import { endWait, type StepResult } from './steps.ts';
import { transaction } from './transaction.ts';

/** How long a write waits when the database is away, before it is tried again. */
const databasePauseMs = 500;

/** Does what an item stands for: ends a wait, or calls the app and records its answer. Never rejects. */
export async function dispatch(core: Core, item: QueueItem): Promise<void> {
  try {
    await act(core, item);
  } catch (error) {
    // The item stays in the store and is taken up again by the next start.
    core.log('An item could not be done', { run: item.runId, error: String(error) });
  }
}

async function act(core: Core, item: QueueItem): Promise<void> {
  if (item.kind === 'wake') {
    await untilDone(core, () => transaction(core, (tx) => endWait(tx, item.runId, item.stepId ?? '')));
    return;
  }
  const claim = await untilDone(core, () => claimCall(core, item));
  if (claim === null) {
    return;
  }
  const config = core.functions.find(claim.run.function_id);
  const maxAttempts = config?.maxAttempts ?? 1;
  const answer: Answer =
    config === null
      ? failure(`The function "${claim.run.function_id}" is not registered any more.`)
      : await callApp(
          core.settings.appUrl,
          { functionId: config.id, stepId: item.stepId, dispatch: claim.dispatch },
          requestBody(item, claim, maxAttempts),
          core.settings.signingKey,
        );
  const record = (what: Answer) =>
    untilDone(core, () =>
      transaction(core, (tx) => recordAnswer(tx, item, claim.dispatch, claim.attempt, maxAttempts, what)),
    );
  try {
    await record(answer);
  } catch (error) {
    await record(failure(`The answer of the app could not be carried out: ${String(error)}`));
  }
}

type Claim = {
  run: Run;
  dispatch: string;
  attempt: number;
  openSteps: number;
  steps: { id: string; result: StepResult }[];
};

/** Marks the item as being called and reads what the function must know; null when its run is over. */
async function claimCall(core: Core, item: QueueItem): Promise<Claim | null> {
  return await transaction(core, async (tx) => {
    const [run] = await tx.query<Run>(
      `update runs set status = 'running', started_at = coalesce(started_at, now())
       where id = $1 and status in ('queued', 'running') returning *`,
      [item.runId],
    );
    const dispatch = newId();
    const [row] = await tx.query<{ attempt: number }>(
      'update items set dispatch = $2 where id = $1 returning attempt',
      [item.id, dispatch],
    );
    if (run === undefined || row === undefined) {
      return null;
    }
    const known = await tx.query<{ id: string; status: string; result: StepResult }>(
      'select id, status, result from steps where run_id = $1 order by ended_position',
      [run.id],
    );
    const steps = known.filter(({ status }) => status === 'completed' || status === 'failed');
    const openSteps = known.length - steps.length;
    return { run, dispatch, attempt: row.attempt, openSteps, steps };
  });
}

function requestBody(item: QueueItem, claim: Claim, maxAttempts: number): unknown {
  const { run, steps } = claim;
  return {
    version: 2,
    event: run.event,
    events: [run.event],
    steps: Object.fromEntries(steps.map(({ id, result }) => [id, result])),
    ctx: {
      run_id: run.id,
      fn_id: run.function_id,
      step_id: item.stepId ?? 'step',
      attempt: claim.attempt,
      max_attempts: maxAttempts,
      // While other steps are open, the SDK may plan but not run what it finds.
      disable_immediate_execution: claim.openSteps > 0,
      use_api: false,
      qi_id: item.id,
      stack: { stack: steps.map(({ id }) => id), current: steps.length },
    },
  };
}

/** Repeats a write while the database is away: an answer of the app must not be lost because PostgreSQL restarts. */
async function untilDone<T>(core: Core, write: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      core.log('A write failed', { error: String(error) });
      if (!isAway(error)) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, databasePauseMs));
    }
  }
}

function failure(message: string): Answer {
  return { kind: 'failed', error: { name: 'Error', message, stack: '' }, canRetry: false, retryAt: null };
}
