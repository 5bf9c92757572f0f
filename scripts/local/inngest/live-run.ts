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
