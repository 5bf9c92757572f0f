import { backgroundDb } from '#server/db.ts';
import type { Failure } from './operation.ts';
import type { StoreStatus } from './status.ts';
import { countTransition } from './tally.ts';

/** What of a store is compared with the cluster. */
export type Whereabouts = { id: string; namespace: string; status: StoreStatus };

/** Of every store, whoever owns it. */
export function listWhereabouts(): Promise<Whereabouts[]> {
  return backgroundDb().store.findMany({ select: { id: true, namespace: true, status: true } });
}

/** Ids of the stores whose deletion succeeded within the last `seconds`. */
export async function listRecentlyDeleted(seconds: number): Promise<string[]> {
  const rows = await backgroundDb().operation.findMany({
    where: { kind: 'delete', status: 'succeeded', finishedAt: { gt: new Date(Date.now() - seconds * 1000) } },
    select: { storeId: true },
  });
  return rows.map(({ storeId }) => storeId);
}

/**
 * Moves a READY store whose namespace is gone to FAILED, and says so at its last operation, which stays as it ended. False when
 * the store is no longer READY, or the operation that made it so is not over. Locks the store alone: whoever begins an operation locks it before
 * anything that has ended, and its foreign key has PostgreSQL look at the last operation once more.
 */
export async function markNamespaceMissing(storeId: string, failure: Failure): Promise<boolean> {
  const [moved] = await backgroundDb().$queryRaw<{ type: string }[]>`
    with own as (
      select o.id from operations o join stores t on t.operation_id = o.id
      where t.id = ${storeId} and t.status = 'ready' and o.status not in ('queued', 'running') for update of t
    ), told as (
      update operations o set failure = ${JSON.stringify(failure)}::jsonb from own where o.id = own.id
    )
    update stores t set status = 'failed' from own where t.operation_id = own.id and t.status = 'ready' returning t.type`;
  if (moved) countTransition(moved.type, 'ready', 'failed');
  return moved !== undefined;
}
