import { backgroundDb } from '#server/db.ts';
import { NO_STORES } from './repository.ts';
import { toStoreView, type ShownStore } from './to-view.ts';
import type { StoreCounts, StoreView } from './view.ts';

/** What JSON has only as text. */
const TIMES: ReadonlySet<string> = new Set(['createdAt', 'readyAt', 'startedAt', 'finishedAt', 'deadline']);

/**
 * Those of the stores that are the owner's, and how many the owner has in each status: of one moment, in one statement. Every stream of the
 * person waits for it, and Prisma would ask for stores, operations and steps one after the other.
 */
export async function readChangedStores(
  ownerId: string,
  ids: readonly string[],
): Promise<{ stores: StoreView[]; counts: StoreCounts }> {
  const [found] = await backgroundDb().$queryRaw<{ stores: string; counts: Partial<StoreCounts> }[]>`
    select
      (select coalesce(json_object_agg(status, count), '{}')
        from (select status, count(*) from stores where owner_id = ${ownerId}::uuid group by status) counted) as counts,
      (select coalesce(json_agg(json_build_object(
          'id', s.id, 'name', s.name, 'namespace', s.namespace, 'host', s.host, 'type', s.type, 'status', s.status,
          'version', s.version, 'createdAt', s.created_at, 'readyAt', s.ready_at,
          'operation', json_build_object(
            'id', o.id, 'kind', o.kind, 'status', o.status, 'failure', o.failure, 'createdAt', o.created_at,
            'startedAt', o.started_at, 'finishedAt', o.finished_at, 'deadline', o.deadline,
            'steps', (select coalesce(json_agg(json_build_object(
                'name', name, 'status', status, 'detail', detail, 'startedAt', started_at, 'finishedAt', finished_at
              ) order by position), '[]') from steps where operation_id = o.id)))), '[]')::text
        from stores s join operations o on o.id = s.operation_id
        where s.id = any(${ids}::bpchar[]) and s.owner_id = ${ownerId}::uuid) as stores`;
  const rows = JSON.parse(found?.stores ?? '[]', withTimes) as ShownStore[];
  return { stores: rows.map(toStoreView), counts: { ...NO_STORES, ...found?.counts } };
}

function withTimes(key: string, value: unknown): unknown {
  return TIMES.has(key) && typeof value === 'string' ? new Date(value) : value;
}
