import type { Run, Tx } from './core.ts';

/** The run, locked until the end of the transaction; null when it is over or was never there. */
export async function findLiveRun(tx: Tx, id: string): Promise<Run | null> {
  const [run] = await tx.query<Run>(
    `select id, function_id, event, slots, parent_run_id, parent_step_id, created_at
     from runs where id = $1 and status in ('queued', 'running') for update`,
    [id],
  );
  return run ?? null;
}

/**
 * The live run that a call belongs to, locked, and the call's attempt; null when the run is over or when another call
 * (`dispatch` tells them apart) has taken this one's place.
 */
export async function findCall(
  tx: Tx,
  runId: string,
  itemId: string,
  dispatch: string,
): Promise<{ run: Run; attempt: number } | null> {
  const [row] = await tx.query<Run & { attempt: number }>(
    `select runs.id, function_id, event, slots, parent_run_id, parent_step_id, created_at, items.attempt
     from runs join items on items.run_id = runs.id
     where runs.id = $1 and status in ('queued', 'running') and items.id = $2 and items.dispatch = $3
     for update of runs`,
    [runId, itemId, dispatch],
  );
  if (row === undefined) {
    return null;
  }
  const { attempt, ...run } = row;
  return { run, attempt };
}
