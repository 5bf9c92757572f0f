import { backgroundDb } from '#server/db.ts';
import type { StoreStatus } from './status.ts';

export type Census = {
  /** `oldest`: since when, in seconds of Unix time, the store of the group is in its status that is there longest. */
  stores: { type: string; status: StoreStatus; count: number; oldest: number }[];
  /** Stores that failed because their namespace vanished (F39). */
  missingNamespaces: number;
  /** Live operations whose event was not acknowledged, and since when the oldest of them waits; null without one. */
  outbox: { pending: number; oldest: number | null };
};

type Row = { type: string | null; status: StoreStatus; count: number; oldest: number | null; missing: number };

/** Counts all stores and the outbox, in one statement: 10,000 stores take some 25 ms. */
export async function takeCensus(): Promise<Census> {
  const rows = await backgroundDb().$queryRaw<Row[]>`
    select t.type, t.status::text as status, count(*)::int as count,
      extract(epoch from min(case t.status when 'ready' then t.ready_at when 'failed' then o.finished_at else o.created_at end))::float8 as oldest,
      (count(*) filter (where t.status = 'failed' and o.failure->>'reason' = 'NamespaceMissing'))::int as missing
    from stores t join operations o on o.id = t.operation_id group by t.type, t.status
    union all
    select null, null, count(*)::int, extract(epoch from min(created_at))::float8, 0
    from operations where status in ('queued', 'running') and sent_at is null`;
  const outbox = rows.find(({ type }) => type === null);
  const groups = rows.flatMap(({ type, status, count, oldest }) =>
    type === null ? [] : [{ type, status, count, oldest: oldest ?? 0 }],
  );
  return {
    stores: groups,
    missingNamespaces: rows.reduce((sum, { missing }) => sum + missing, 0),
    outbox: { pending: outbox?.count ?? 0, oldest: outbox?.oldest ?? null },
  };
}
