import { db } from '#server/db.ts';
import type { OperationKind } from './operation.ts';

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

/** An operation that is not done, with what the dispatcher and the process that works on it have noted. */
export type LiveWork = {
  id: string;
  storeId: string;
  storeName: string;
  owner: string;
  kind: OperationKind;
  status: 'queued' | 'running';
  /** The step that runs now, or null. */
  step: string | null;
  /** What that step waits for. */
  detail: string | null;
  createdAt: Date;
  /** When the engine took the last event; null: not yet. */
  sentAt: Date | null;
  dispatch: number;
  attempt: number;
  /** The process that executes a step right now, as `<host>/<pid>/…`; null between steps. */
  holder: string | null;
};

/** More at once is read in the database, not on a screen. */
const WORK_SHOWN = 200;

/** What the platform has to do, the oldest first: for an administrator. */
export async function listLiveWork(): Promise<LiveWork[]> {
  return db().$queryRaw<LiveWork[]>`
    select o.id, o.store_id as "storeId", o.store_name as "storeName", u.email as owner, o.kind::text as kind,
      o.status::text as status, s.name as step, s.detail, o.created_at as "createdAt", o.sent_at as "sentAt", o.dispatch, o.attempt, o.holder
    from operations o join users u on u.id = o.requested_by_id
      left join lateral (
        select name, detail from steps where operation_id = o.id and status = 'running' order by position limit 1
      ) s on true
    where o.status in ('queued', 'running') order by o.created_at limit ${WORK_SHOWN}`;
}
