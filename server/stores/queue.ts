import { db } from '#server/db.ts';

/** The platform's work at this moment. */
export type Queue = {
  /** Accepted and not begun. */
  waiting: number;
  running: number;
  /** Since when the one that waits longest has waited; null: nothing waits. */
  waitingSince: Date | null;
};

/** How much work is accepted and not done, of all people together. */
export async function readQueue(): Promise<Queue> {
  const [queue] = await db().$queryRaw<Queue[]>`
    select count(*) filter (where status = 'queued')::int as waiting, count(*) filter (where status = 'running')::int as running,
      min(created_at) filter (where status = 'queued') as "waitingSince"
    from operations where status in ('queued', 'running')`;
  return queue ?? { waiting: 0, running: 0, waitingSince: null };
}
