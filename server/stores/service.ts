import { kubernetes } from '#server/adapters.ts';
import { isUniqueViolation } from '#server/db.ts';
import { env } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { readSecret } from '#server/kubernetes/secret.ts';
import type { Actor } from './actor.ts';
import { checkLimits, checkRate, findFirstAnswer, hashRequest, lockPerson } from './admission.ts';
import { auditEntry } from './audit.ts';
import { whereReserved } from './cluster-view.ts';
import { CREDENTIALS_SECRET, hostOf, namespaceOf, newStoreId } from './naming.ts';
import { LIVE_OPERATION_STATUSES, type OperationKind } from './operation.ts';
import { getStore, storeNotFound } from './repository.ts';
import { isAllowed, type StoreAction } from './status.ts';
import { stepNames } from './steps.ts';
import { countTransition } from './tally.ts';
import { traceOperation } from './trace.ts';
import { toStoreView, WITH_OPERATION } from './to-view.ts';
import { inTransaction, type Transaction } from './transaction.ts';
import { getStoreType } from './types/index.ts';
import type { ShopCredentials } from './types/store-type.ts';
import type { StoreView } from './view.ts';
import { writeAudit } from './write-audit.ts';

/** What a store is asked, in the sentence that refuses it. */
const ASKED = {
  delete: 'to go',
  retry: 'to try again',
  check: 'for a test order',
} as const satisfies Record<StoreAction, string>;

type CreateStore = { name: string; type: string; idempotencyKey?: string };

/**
 * Accepts a store: its row, its operation and an audit entry in one transaction. The operation's row is the outbox: the
 * dispatcher sends its event (DESIGN §5). Calls neither Kubernetes nor helm. Refuses with, in this order:
 * IDEMPOTENCY_KEY_REUSED, RATE_LIMITED, STORE_LIMIT_REACHED or PLATFORM_FULL, NAME_TAKEN. A known key gives the store of the
 * first answer, as it is now; NOT_FOUND when that was deleted since.
 */
export async function createStore(actor: Actor, { name, type, idempotencyKey: key }: CreateStore): Promise<StoreView> {
  const userId = actor.user.id;
  const hash = hashRequest({ name, type });
  const id = newStoreId();
  const storeId = await nameTakenAsConflict(name, () =>
    inTransaction(userId, async (tx) => {
      await lockPerson(tx, userId);
      const earlier = key ? await findFirstAnswer(tx, { userId, key, hash }) : null;
      if (earlier) return earlier.storeId;
      await checkRate(tx, userId, 'create');
      await checkLimits(tx, userId);
      const store = { id, name, type };
      const operation = await openOperation(tx, actor, store, 'provision', {
        idempotencyKey: key,
        requestHash: key && hash,
      });
      const host = hostOf(name, env().STORE_BASE_DOMAIN);
      await tx.store.create({
        data: { ...store, namespace: namespaceOf(id), host, ownerId: userId, operationId: operation.id },
      });
      const detail = { type };
      await writeAudit(tx, auditEntry(actor, 'store.create', store, { operationId: operation.id, detail }));
      return id;
    }),
  );
  if (storeId === id) countTransition(type, 'none', 'provisioning');
  return getStore(userId, storeId);
}

/**
 * Accepts a deletion and cancels whatever else is under way for the store. NOT_FOUND for another's store, NOT_ALLOWED_NOW
 * when it is being deleted already.
 */
export function deleteStore(actor: Actor, id: string): Promise<StoreView> {
  return startOperation(actor, id, 'delete', 'delete');
}

/** Accepts another try of a failed provisioning: same recipe, same namespace, same credentials. */
export function retryStore(actor: Actor, id: string): Promise<StoreView> {
  return startOperation(actor, id, 'retry', 'provision');
}

/**
 * Accepts another test order in a store that is READY, whose status stays as it is whatever comes of that. One at a time:
 * NOT_ALLOWED_NOW while anything is under way for the store; RATE_LIMITED when it was asked for too often in a minute. Answers the store, and
 * the operation, which is beside the one that the store is in.
 */
export function checkOrder(actor: Actor, id: string): Promise<{ store: StoreView; operationId: string }> {
  return inTransaction(actor.user.id, async (tx) => {
    const store = await lockStore(tx, actor, id, 'check');
    const live = { storeId: id, status: { in: [...LIVE_OPERATION_STATUSES] } };
    if ((await tx.operation.count({ where: live })) > 0)
      throw new AppError('NOT_ALLOWED_NOW', 'Something is under way for the store already. Wait until it has ended.');
    await checkRate(tx, actor.user.id, 'check');
    const operation = await openOperation(tx, actor, store, 'check');
    await writeAudit(tx, auditEntry(actor, 'store.check', store, { operationId: operation.id }));
    const row = await tx.store.findUniqueOrThrow({ where: { id }, include: WITH_OPERATION });
    return { store: toStoreView(row), operationId: operation.id };
  });
}

/**
 * What the owner needs to sign in to the shop. The audit entry is written first: nothing is revealed that is not recorded.
 * RATE_LIMITED when that was asked for too often in a minute, so that one stolen session does not empty every shop at once.
 */
export async function revealCredentials(actor: Actor, id: string, signal: AbortSignal): Promise<ShopCredentials> {
  const store = await getStore(actor.user.id, id);
  if (store.status === 'deleting')
    throw new AppError('NOT_ALLOWED_NOW', 'The store is being deleted; its credentials are gone with it.');
  await inTransaction(actor.user.id, async (tx) => {
    await checkRate(tx, actor.user.id, 'reveal');
    await writeAudit(tx, auditEntry(actor, 'store.credentials.reveal', store));
  });
  const secret = await whereReserved(store, readSecret(kubernetes(), store.namespace, CREDENTIALS_SECRET, signal));
  if (!secret) throw new AppError('NOT_ALLOWED_NOW', 'The store has no credentials yet. Wait until that step is done.');
  return getStoreType(store.type).credentials(secret, { adminUrl: store.adminUrl, ownerEmail: actor.user.email });
}

async function startOperation(
  actor: Actor,
  id: string,
  action: 'delete' | 'retry',
  kind: 'delete' | 'provision',
): Promise<StoreView> {
  const { before, view, cancelled } = await inTransaction(actor.user.id, async (tx) => {
    const store = await lockStore(tx, actor, id, action);
    const cancelled = await cancelLiveOperations(tx, id);
    const operation = await openOperation(tx, actor, store, kind);
    const status = kind === 'delete' ? 'deleting' : 'provisioning';
    await writeAudit(tx, auditEntry(actor, `store.${action}`, store, { operationId: operation.id }));
    const data = { status, operationId: operation.id } as const;
    const view = toStoreView(await tx.store.update({ where: { id }, data, include: WITH_OPERATION }));
    return { before: store.status, view, cancelled };
  });
  countTransition(view.type, before, view.status);
  await Promise.all(cancelled.map(traceOperation));
  return view;
}

/** The actor's store and what is under way for it, which nobody else changes until the transaction ends. */
async function lockStore(tx: Transaction, { user: { id: ownerId } }: Actor, id: string, action: StoreAction) {
  await lockLiveOperations(tx, id);
  await tx.$queryRaw`select 1 from stores where id = ${id} and owner_id = ${ownerId}::uuid for update`;
  const store = await tx.store.findFirst({
    where: { id, ownerId },
    include: { operation: { select: { kind: true } } },
  });
  if (!store) throw storeNotFound();
  if (!isAllowed(action, { status: store.status, lastOperation: store.operation.kind }))
    throw notAllowed(action, store.status);
  return store;
}

function notAllowed(action: StoreAction, status: string): AppError {
  if (status === 'deleting')
    return new AppError('NOT_ALLOWED_NOW', 'The store is being deleted already. Wait until it is gone.');
  return new AppError(
    'NOT_ALLOWED_NOW',
    `A store that is ${status} can't be asked ${ASKED[action]}. Look at its page for what is possible now.`,
  );
}

async function openOperation(
  tx: Transaction,
  actor: Actor,
  store: { id: string; name: string; type: string },
  kind: OperationKind,
  request: { idempotencyKey?: string; requestHash?: string } = {},
) {
  const steps = stepNames(kind).map((name, position) => ({ name, position }));
  return tx.operation.create({
    data: {
      ...request,
      storeId: store.id,
      storeName: store.name,
      storeType: store.type,
      requestedById: actor.user.id,
      kind,
      steps: { createMany: { data: steps } },
    },
    select: { id: true },
  });
}

/**
 * Rows are locked operation first, then store: the order in which the work itself locks them, whose triggers touch the store
 * last. The other way round the two would deadlock.
 */
async function lockLiveOperations(tx: Transaction, storeId: string): Promise<void> {
  await tx.$queryRaw`select 1 from operations where store_id = ${storeId} and status in ('queued', 'running') for update`;
}

/**
 * A cancelled operation loses its lease at its next renewal; the deletion waits for that before it acts (DESIGN §4). Answers the
 * ids of what it cancelled.
 */
async function cancelLiveOperations(tx: Transaction, storeId: string): Promise<string[]> {
  const live = { in: [...LIVE_OPERATION_STATUSES] };
  const finishedAt = new Date();
  await tx.step.updateMany({
    where: { operation: { storeId, status: live }, status: { in: ['pending', 'running'] } },
    data: { status: 'cancelled', finishedAt },
  });
  const cancelled = await tx.operation.updateManyAndReturn({
    where: { storeId, status: live },
    data: { status: 'cancelled', finishedAt },
    select: { id: true },
  });
  return cancelled.map(({ id }) => id);
}

async function nameTakenAsConflict<T>(name: string, create: () => Promise<T>): Promise<T> {
  try {
    return await create();
  } catch (cause) {
    if (!isUniqueViolation(cause, ['name', 'host'])) throw cause;
    throw new AppError('NAME_TAKEN', `The name "${name}" is in use. Choose another one.`, { cause });
  }
}
