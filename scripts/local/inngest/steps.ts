import type { Run, Tx } from './core.ts';
import { findLiveRun } from './live-run.ts';

/** An error as the SDK writes it. */
export type StepError = { name: string; message: string; stack?: string };

/** What a finished step left, in the form in which the SDK reads it back. */
export type StepResult = { type: 'data'; data: unknown } | { type: 'error'; error: StepError };

/** A step that is known but not finished: it is to be called (`planned`), or time or an event ends it (`waiting`). */
export type OpenStep = {
  id: string;
  name: string;
  op: string;
  status: 'planned' | 'waiting';
  isRace: boolean;
  eventName?: string;
  expression?: string;
};

/** What becomes of a wait whose time is over, by the operation that made it. */
const results: Record<string, StepResult> = {
  Sleep: { type: 'data', data: null },
  WaitForEvent: { type: 'data', data: null },
  InvokeFunction: {
    type: 'error',
    error: { name: 'Error', message: 'Timed out waiting for the invoked function to finish.' },
  },
};

/** Notes a step that has yet to happen, and when it is called or its wait ends. A step that is known stays as it is. */
export async function openStep(tx: Tx, run: Run, step: OpenStep, dueAt: number | null): Promise<boolean> {
  const added = await tx.query(
    `insert into steps (run_id, id, name, op, status, is_race, event_name, expression)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning 1`,
    [run.id, step.id, step.name, step.op, step.status, step.isRace, step.eventName ?? null, step.expression ?? null],
  );
  if (added.length > 0 && dueAt !== null) {
    const kind = step.status === 'planned' ? 'call' : 'wake';
    await tx.enqueue({ runId: run.id, kind, stepId: step.id, dueAt, slots: kind === 'call' ? run.slots : [] });
  }
  return added.length > 0;
}

/** Notes what a step left. The first result stays: false when the step had one. */
export async function closeStep(
  tx: Tx,
  run: Run,
  step: { id: string; name: string; op: string; attempts: number },
  result: StepResult,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into steps (run_id, id, name, op, status, result, attempts, ended_at, ended_position)
     values ($1, $2, $3, $4, $5, $6, $7, now(), nextval('step_position'))
     on conflict (run_id, id) do update set status = excluded.status, result = excluded.result,
       attempts = excluded.attempts, ended_at = excluded.ended_at, ended_position = excluded.ended_position
     where steps.status in ('planned', 'waiting') returning 1`,
    [
      run.id,
      step.id,
      step.name,
      step.op,
      result.type === 'data' ? 'completed' : 'failed',
      JSON.stringify(result),
      step.attempts,
    ],
  );
  return rows.length > 0;
}

/** Goes on with the function when nothing of it is open, or at once when the step was one of a race. */
export async function resumeRun(tx: Tx, run: Run, isRace: boolean): Promise<void> {
  if (isRace || (await countOpenSteps(tx, run.id)) === 0) {
    await tx.enqueue({ runId: run.id, kind: 'call', stepId: null, dueAt: Date.now(), slots: run.slots });
  }
}

/** The number of steps of a run that are planned or wait. */
export async function countOpenSteps(tx: Tx, runId: string): Promise<number> {
  const rows = await tx.query(`select 1 from steps where run_id = $1 and status in ('planned', 'waiting')`, [runId]);
  return rows.length;
}

/** Ends a wait with a result, or with what its operation says about time that is over. Only the first end counts. */
export async function endWait(tx: Tx, runId: string, stepId: string, result?: StepResult): Promise<void> {
  const run = await findLiveRun(tx, runId);
  const [step] = await tx.query<{ name: string; op: string; is_race: boolean }>(
    `select name, op, is_race from steps where run_id = $1 and id = $2 and status = 'waiting'`,
    [runId, stepId],
  );
  const ending = result ?? results[step?.op ?? ''];
  if (run === null || step === undefined || ending === undefined) {
    return;
  }
  await closeStep(tx, run, { id: stepId, name: step.name, op: step.op, attempts: 1 }, ending);
  const timers = await tx.query<{ id: string }>(
    `delete from items where run_id = $1 and step_id = $2 and kind = 'wake' returning id`,
    [runId, stepId],
  );
  tx.afterCommit(() => timers.forEach(({ id }) => tx.core.queue.remove(id)));
  await resumeRun(tx, run, step.is_race);
}
