import type { Run, Tx } from './core.ts';
import type { EventPayload } from './event-payload.ts';
import { keyOf } from './expressions.ts';
import type { FunctionConfig } from './function-config.ts';
import { newId } from './new-id.ts';
import type { Slot } from './queue.ts';
import { type StepError, type StepResult, endWait } from './steps.ts';

/** How a run ended. */
export type Ending =
  { status: 'completed'; output: unknown } | { status: 'failed'; error: StepError } | { status: 'cancelled' };

/** Events about runs start no further events about runs, or a failing failure handler would call itself for ever. */
const eventsAboutRuns = new Set(['inngest/function.failed', 'inngest/function.finished', 'inngest/function.cancelled']);

/** A run of the function for the event, to begin at once. `parent` is the step that invoked it. */
export async function createRun(
  tx: Tx,
  config: FunctionConfig,
  event: EventPayload,
  parent?: { runId: string; stepId: string },
): Promise<void> {
  const id = newId();
  const slots = slotsOf(config, event);
  await tx.query(
    'insert into runs (id, function_id, event, slots, parent_run_id, parent_step_id) values ($1, $2, $3, $4, $5, $6)',
    [id, config.id, JSON.stringify(event), JSON.stringify(slots), parent?.runId ?? null, parent?.stepId ?? null],
  );
  await tx.enqueue({ runId: id, kind: 'call', stepId: null, dueAt: Date.now(), slots });
}

/** Ends a run: no further step of it begins, its waits are dropped, and who waits for it is told. */
export async function finishRun(tx: Tx, run: Run, ending: Ending): Promise<void> {
  const output = outputOf(ending);
  await tx.query('update runs set status = $2, output = $3, ended_at = now() where id = $1', [
    run.id,
    ending.status,
    JSON.stringify(output),
  ]);
  await tx.query('delete from items where run_id = $1', [run.id]);
  await tx.query(
    `update steps set status = 'dropped', ended_at = now() where run_id = $1 and status in ('planned', 'waiting')`,
    [run.id],
  );
  tx.afterCommit(() => tx.core.queue.removeRun(run.id));
  if (run.parent_run_id !== null && run.parent_step_id !== null) {
    await endWait(tx, run.parent_run_id, run.parent_step_id, output);
  }
  emitEnding(tx, run, ending);
}

/** Cancels a run. A step that runs may finish; its result changes nothing any more. */
export async function cancelRun(tx: Tx, run: Run): Promise<void> {
  await finishRun(tx, run, { status: 'cancelled' });
}

function outputOf(ending: Ending): StepResult {
  if (ending.status === 'completed') {
    return { type: 'data', data: ending.output ?? null };
  }
  const cancelled = { name: 'Error', message: 'The function was cancelled.', stack: '' };
  return { type: 'error', error: ending.status === 'failed' ? ending.error : cancelled };
}

function emitEnding(tx: Tx, run: Run, ending: Ending): void {
  if (eventsAboutRuns.has(run.event.name)) {
    return;
  }
  const data = {
    function_id: run.function_id,
    run_id: run.id,
    event: run.event,
    events: [run.event],
    ...(ending.status === 'completed' && { result: ending.output ?? null }),
    ...(ending.status === 'failed' && { error: ending.error }),
  };
  const ts = Date.now();
  tx.emit({ id: newId(), name: 'inngest/function.finished', data, ts });
  if (ending.status !== 'completed') {
    // The run's id makes a second such event of one run a repetition.
    tx.emit({ id: run.id, name: `inngest/function.${ending.status}`, data, ts });
  }
}

function slotsOf(config: FunctionConfig, event: EventPayload): Slot[] {
  return config.concurrency.map(({ limit, key }) => ({
    key: `${config.id} ${key ?? ''} ${key === undefined ? '' : keyOf(key, { event })}`,
    limit,
  }));
}
