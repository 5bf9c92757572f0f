import { type Answer, type Operation } from './app-call.ts';
import { backoff } from './backoff.ts';
import type { Run, Tx } from './core.ts';
import { findCall } from './live-run.ts';
import { applyOperation, type Effect } from './operations.ts';
import type { QueueItem } from './queue.ts';
import { finishRun } from './runs.ts';
import { countOpenSteps, resumeRun, type StepError } from './steps.ts';

/** One call: the item that it was for, the run, and which attempt of how many. */
type Call = { item: QueueItem; run: Run; attempt: number; maxAttempts: number };

/**
 * Writes down what came of a call and what follows from it. Changes nothing when the run is over (it was cancelled) or when
 * another call has taken the item's place.
 */
export async function recordAnswer(
  tx: Tx,
  item: QueueItem,
  dispatch: string,
  attempt: number,
  maxAttempts: number,
  answer: Answer,
): Promise<void> {
  const found = await findCall(tx, item.runId, item.id, dispatch);
  if (found === null) {
    return;
  }
  const { run } = found;
  // A checkpoint during the call has set the count back to 0: steps were finished, so the next failure is their first.
  const call = { item, run, attempt: Math.min(attempt, found.attempt), maxAttempts };
  if (answer.kind === 'returned') {
    await finishRun(tx, run, { status: 'completed', output: answer.data });
  } else if (answer.kind === 'failed') {
    await recordFailure(tx, call, answer.error, answer.canRetry, answer.retryAt);
  } else {
    await recordOperations(tx, call, answer);
  }
}

async function recordFailure(
  tx: Tx,
  call: Call,
  error: StepError,
  canRetry: boolean,
  retryAt: number | null,
): Promise<void> {
  if (canRetry && call.attempt + 1 < call.maxAttempts) {
    await retry(tx, call, retryAt);
  } else {
    await finishRun(tx, call.run, { status: 'failed', error });
  }
}

async function retry(tx: Tx, { item, run, attempt }: Call, retryAt: number | null): Promise<void> {
  const dueAt = retryAt ?? Date.now() + backoff(attempt, tx.core.settings.retryMs);
  await tx.query('update items set attempt = $2, due_at = $3, dispatch = null where id = $1', [
    item.id,
    attempt + 1,
    new Date(dueAt),
  ]);
  tx.afterCommit(() => tx.core.queue.add({ ...item, slots: run.slots, dueAt, isOrphan: false }));
}

async function recordOperations(tx: Tx, call: Call, answer: Extract<Answer, { kind: 'operations' }>): Promise<void> {
  const { run, item } = call;
  const context = { attempts: call.attempt + 1, isOneByOne: answer.isOneByOne };
  const canRetry = call.attempt + 1 < call.maxAttempts;
  const isRetried = (operation: Operation) => operation.op === 'StepError' && canRetry;
  const effects = new Set<Effect>();
  for (const operation of answer.operations.filter((operation) => !isRetried(operation))) {
    const final = operation.op === 'StepError' ? { ...operation, op: 'StepFailed' } : operation;
    effects.add(await applyOperation(tx, run, final, context));
    if (effects.has('ended')) {
      return;
    }
  }
  if (answer.operations.some(isRetried)) {
    await retry(tx, call, answer.retryAt);
    return;
  }
  await tx.query('delete from items where id = $1', [item.id]);
  if (effects.has('closed') || effects.has('rediscover')) {
    await resumeRun(tx, run, answer.isOneByOne || (await isRace(tx, item)));
  } else if (!effects.has('opened') || (await countOpenSteps(tx, run.id)) === 0) {
    // Nothing was asked for that is still open: the function found only steps that have ended meanwhile.
    await resumeRun(tx, run, false);
  }
}

async function isRace(tx: Tx, item: QueueItem): Promise<boolean> {
  const rows = await tx.query<{ is_race: boolean }>('select is_race from steps where run_id = $1 and id = $2', [
    item.runId,
    item.stepId ?? '',
  ]);
  return rows[0]?.is_race ?? false;
}
