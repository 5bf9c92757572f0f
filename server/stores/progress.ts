import { backgroundDb } from '#server/db.ts';
import type { Failure, OperationKind, StepStatus } from './operation.ts';
import { type StoreStatus, statusesBefore } from './status.ts';
import { countFailure, countSuccess, countTransition } from './tally.ts';
import { traceOperation } from './trace.ts';

/**
 * How work under way writes its rows. Every write is fenced: it happens only while the operation runs and `attempt` is its
 * newest number, so that the late, the cancelled and the double change nothing (DESIGN §5).
 */
export type Fence = { operationId: string; attempt: number; holder: string };

/** What a step knows of the store it works for. */
export type StoreAtWork = {
  id: string;
  name: string;
  namespace: string;
  host: string;
  type: string;
  status: StoreStatus;
  ownerEmail: string;
  /** The owner chose to be told by mail. */
  mailOnReady: boolean;
};

export type AcquiredStep = {
  attempt: number;
  kind: OperationKind;
  deadline: Date | null;
  startedAt: Date;
  stepStartedAt: Date;
  stepStatus: StepStatus;
  store: StoreAtWork;
};

type AcquireStep = {
  operationId: string;
  step: string;
  runId: string;
  holder: string;
  /** A holder of which this host knows that it is dead. */
  deadHolder: string | null;
  leaseSeconds: number;
  /** How long a write may outlive its lease: the bound of the longest one, helm's. */
  boundSeconds: number;
  timeoutSeconds: number;
};

/**
 * Takes the operation's lease for one step of one run and marks the step running; null when the operation is final or another
 * run or process holds it. The lease may be taken by the run that has it between two steps; by anybody when it is over (and,
 * if a step was being executed, when the longest write must have ended) or when its holder is known to be dead.
 */
export async function acquireStep(request: AcquireStep): Promise<AcquiredStep | null> {
  const { operationId, step, runId, holder, deadHolder, leaseSeconds, boundSeconds, timeoutSeconds } = request;
  const rows = await backgroundDb().$queryRaw<AcquiredStep[]>`
    with lease as (
      update operations o set
        status = 'running',
        started_at = coalesce(o.started_at, now()),
        deadline = coalesce(o.deadline, case when o.kind <> 'delete' then now() + make_interval(secs => ${timeoutSeconds}::float8) end),
        attempt = o.attempt + case when o.run_id = ${runId} and o.holder is null then 0 else 1 end,
        run_id = ${runId},
        holder = ${holder},
        lease_until = now() + make_interval(secs => ${leaseSeconds}::float8)
      where o.id = ${operationId}::uuid and o.status in ('queued', 'running') and (
        o.run_id is null
        or (o.run_id = ${runId} and o.holder is null)
        or o.lease_until + make_interval(secs => case when o.holder is null then 0 else ${boundSeconds}::float8 end) < now()
        or o.holder = ${deadHolder}
      )
      returning o.*
    ), marked as (
      update steps s set status = 'running', started_at = coalesce(s.started_at, now())
      from lease where s.operation_id = lease.id and s.name = ${step} and s.status <> 'succeeded'
    )
    select lease.attempt, lease.kind::text as kind, lease.deadline, lease.started_at as "startedAt",
      was.status::text as "stepStatus", coalesce(was.started_at, now()) as "stepStartedAt",
      json_build_object('id', t.id, 'name', t.name, 'namespace', t.namespace, 'host', t.host, 'type', t.type, 'status', t.status, 'ownerEmail', u.email, 'mailOnReady', u.mail_on_ready) as store
    from lease join steps was on was.operation_id = lease.id and was.name = ${step}
      join stores t on t.id = lease.store_id join users u on u.id = t.owner_id`;
  return rows[0] ?? null;
}

/** The process that executes a step of the operation right now, or null. */
export async function findHolder(operationId: string): Promise<string | null> {
  const row = await backgroundDb().operation.findUnique({ where: { id: operationId }, select: { holder: true } });
  return row?.holder ?? null;
}

/** False when the lease has been lost: the operation was cancelled, or belongs to a newer attempt. */
export async function renewLease({ operationId, attempt, holder }: Fence, leaseSeconds: number): Promise<boolean> {
  const renewed = await backgroundDb().$executeRaw`
    update operations set lease_until = now() + make_interval(secs => ${leaseSeconds}::float8)
    where id = ${operationId}::uuid and attempt = ${attempt} and holder = ${holder} and status = 'running'`;
  return renewed === 1;
}

/** Says that no write of this attempt is under way any more. Also for a cancelled operation: its deletion waits for this. */
export async function releaseLease({ operationId, attempt, holder }: Fence, leaseSeconds: number): Promise<void> {
  await backgroundDb().$executeRaw`
    update operations set holder = null, lease_until = now() + make_interval(secs => ${leaseSeconds}::float8)
    where id = ${operationId}::uuid and attempt = ${attempt} and holder = ${holder}`;
}

/** Shows what a running step waits for. Locks the operation before the step, as all do: else it and a cancellation would deadlock. */
export async function noteWait({ operationId, attempt }: Fence, step: string, reason: string): Promise<void> {
  await backgroundDb().$executeRaw`
    with own as (
      select id from operations
      where id = ${operationId}::uuid and attempt = ${attempt} and status = 'running' for update
    )
    update steps s set detail = ${reason} from own
    where s.operation_id = own.id and s.name = ${step} and s.status = 'running' and s.detail is distinct from ${reason}`;
}

/** Gives a running operation so much more time: what the platform lost is not the store's. */
export async function postponeDeadline({ operationId, attempt }: Fence, seconds: number): Promise<void> {
  await backgroundDb().$executeRaw`
    update operations set deadline = deadline + make_interval(secs => ${seconds}::float8)
    where id = ${operationId}::uuid and attempt = ${attempt} and status = 'running' and deadline is not null`;
}

/** Marks the step succeeded and gives the lease back to the run. False when this attempt is no longer the newest. */
export async function finishStep(
  fence: Fence,
  step: string,
  detail: string | null,
  leaseSeconds: number,
): Promise<boolean> {
  const finished = await backgroundDb().$executeRaw`
    with own as (
      update operations set holder = null, lease_until = now() + make_interval(secs => ${leaseSeconds}::float8)
      where id = ${fence.operationId}::uuid and attempt = ${fence.attempt} and status = 'running' returning id
    )
    update steps s set status = 'succeeded', finished_at = now(), detail = ${detail}
    from own where s.operation_id = own.id and s.name = ${step}`;
  return finished === 1;
}

type EndedOperation = { type: string; kind: OperationKind; seconds: number };

/** Moves the store of a running provisioning to READY. Safe to repeat; false when it is not this operation's to move. */
export async function markReady({ operationId, attempt }: Fence): Promise<boolean> {
  const [moved] = await backgroundDb().$queryRaw<{ type: string; was: StoreStatus; seconds: number }[]>`
    with own as (
      select o.id, o.created_at, s.status as was from operations o join stores s on s.operation_id = o.id
      where o.id = ${operationId}::uuid and o.attempt = ${attempt} and o.status = 'running' for update of o
    )
    update stores t set status = 'ready', ready_at = coalesce(t.ready_at, now()) from own
    where t.operation_id = own.id and t.status::text = any(${['ready', ...statusesBefore('ready')]})
    returning t.type, own.was::text as was, extract(epoch from now() - own.created_at)::float8 as seconds`;
  if (moved && moved.was !== 'ready') {
    countTransition(moved.type, moved.was, 'ready');
    countSuccess({ ...moved, kind: 'provision' });
  }
  return moved !== undefined;
}

/**
 * Ends an operation whose last step is done. A deletion's store goes in the same statement, so that a row is removed only with
 * the record that it was, and never without.
 */
export async function completeOperation(
  { operationId, attempt }: Fence,
  step: string,
  detail: string | null,
): Promise<boolean> {
  const [ended] = await backgroundDb().$queryRaw<EndedOperation[]>`
    with own as (
      update operations set status = 'succeeded', finished_at = now(), holder = null, lease_until = null
      where id = ${operationId}::uuid and attempt = ${attempt} and status = 'running'
      returning id, store_id, kind, store_type, created_at
    ), marked as (
      update steps s set status = 'succeeded', finished_at = now(), detail = ${detail}
      from own where s.operation_id = own.id and s.name = ${step}
    ), gone as (
      delete from stores t using own where own.kind = 'delete' and t.id = own.store_id and t.operation_id = own.id
    )
    select store_type as type, kind::text as kind, extract(epoch from now() - created_at)::float8 as seconds from own`;
  // A provisioning succeeded when its store became READY.
  if (ended?.kind === 'delete') countSuccess({ ...ended, kind: ended.kind });
  if (ended) await traceOperation(operationId);
  return ended !== undefined;
}

/**
 * Ends an operation as failed, with the step in which it happened and its store, unless that is READY already: what fails
 * after the order was placed, a mail say, does not unmake it. False when there was nothing to end.
 */
export async function failOperation(
  { operationId, attempt }: Pick<Fence, 'operationId' | 'attempt'>,
  failure: Failure,
): Promise<boolean> {
  const [ended] = await backgroundDb().$queryRaw<(EndedOperation & { moved: boolean })[]>`
    with own as (
      update operations set status = 'failed', finished_at = now(), holder = null, lease_until = null, failure = ${JSON.stringify(failure)}::jsonb
      where id = ${operationId}::uuid and attempt = ${attempt} and status in ('queued', 'running')
      returning id, store_id, kind, store_type, created_at
    ), marked as (
      update steps s set status = 'failed', finished_at = now(), detail = ${failure.message}
      from own where s.operation_id = own.id and s.name = ${failure.step} and s.status in ('pending', 'running')
    ), moved as (
      update stores t set status = 'failed' from own
      where t.id = own.store_id and t.operation_id = own.id and t.status in ('provisioning', 'deleting') returning 1
    )
    select store_type as type, kind::text as kind, extract(epoch from now() - created_at)::float8 as seconds,
      exists (select 1 from moved) as moved from own`;
  if (ended?.moved && ended.kind !== 'check') countFailure({ ...ended, kind: ended.kind }, failure.reason);
  if (ended) await traceOperation(operationId);
  return ended !== undefined;
}

/**
 * Processes that may still be writing for other operations of the store: their lease was not given back, nor is it over by the
 * bound of the longest write.
 */
export async function listOtherHolders(storeId: string, operationId: string, boundSeconds: number): Promise<string[]> {
  const rows = await backgroundDb().$queryRaw<{ holder: string }[]>`
    select holder from operations
    where store_id = ${storeId} and id <> ${operationId}::uuid and holder is not null
      and lease_until + make_interval(secs => ${boundSeconds}::float8) > now()`;
  return rows.map(({ holder }) => holder);
}
