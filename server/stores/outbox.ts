import { backgroundDb } from '#server/db.ts';
import { OPERATION_KINDS, type OperationKind, type OperationStatus } from './operation.ts';

export type OutboxRow = {
  id: string;
  kind: OperationKind;
  ownerId: string;
  status: OperationStatus;
  dispatch: number;
  /** When its last event was acknowledged; null: not yet, so it has to be sent, again if need be. */
  sentAt: number | null;
  sendAfter: number;
  leaseUntil: number | null;
  holder: string | null;
};

/** How many live operations are looked at in one go; the rest is looked at next time. */
const LOOKED_AT = 500;

/**
 * The live operations, those that wait longest first, with the database's clock. Of a kind that came after this version none: while
 * pods are replaced they are for the next one to send, and an event that this one cannot make would keep back all that go with it.
 */
export async function listLiveOperations(): Promise<{ now: number; rows: OutboxRow[] }> {
  const rows = await backgroundDb().$queryRaw<(OutboxRow & { now: number })[]>`
    select id, kind::text as kind, requested_by_id as "ownerId", status::text as status, dispatch, holder,
      (extract(epoch from sent_at) * 1000)::float8 as "sentAt",
      (extract(epoch from send_after) * 1000)::float8 as "sendAfter",
      (extract(epoch from lease_until) * 1000)::float8 as "leaseUntil",
      (extract(epoch from now()) * 1000)::float8 as now
    from operations where status in ('queued', 'running') and kind::text = any(${[...OPERATION_KINDS]})
    order by send_after limit ${LOOKED_AT}`;
  return { now: rows[0]?.now ?? 0, rows };
}

/**
 * Takes operations for sending, so that no other process sends them within `claimSeconds`; what another one has taken or
 * changed in the meantime is left out. `next` raises the number of the dispatch. Answers the number that each is to be sent under.
 */
export async function claimDispatches(
  wanted: readonly { id: string; dispatch: number; next: boolean }[],
  claimSeconds: number,
): Promise<{ id: string; dispatch: number }[]> {
  return backgroundDb().$queryRaw<{ id: string; dispatch: number }[]>`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(id uuid, dispatch int, next boolean)
    ), free as (
      select o.id, w.next from operations o join wanted w on w.id = o.id and w.dispatch = o.dispatch
      where o.status in ('queued', 'running') and o.send_after <= now()
      for update of o skip locked
    )
    update operations o set
      dispatch = o.dispatch + case when free.next then 1 else 0 end,
      sent_at = null,
      send_after = now() + make_interval(secs => ${claimSeconds}::float8)
    from free where o.id = free.id
    returning o.id, o.dispatch`;
}

/** Remembers that Inngest has the event; or that it has not, and that it may be sent again at once. */
export async function recordSent(
  sent: readonly { id: string; dispatch: number }[],
  acknowledged: boolean,
): Promise<void> {
  await backgroundDb().$executeRaw`
    update operations o set
      sent_at = case when ${acknowledged} then now() end,
      send_after = now()
    from jsonb_to_recordset(${JSON.stringify(sent)}::jsonb) as s(id uuid, dispatch int)
    where o.id = s.id and o.dispatch = s.dispatch`;
}
