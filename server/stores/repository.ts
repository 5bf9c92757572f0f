import { db } from '#server/db.ts';
import type { Prisma } from '#server/generated/prisma/client.ts';
import { AppError } from '#server/errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { OPERATION_KINDS } from './operation.ts';
import { STORE_ORDERS, type StoreOrder, type StoreSort } from './sort.ts';
import { STORE_STATUSES, type StoreStatus } from './status.ts';
import { toOperationView, toStoreView, WITH_STEPS, WITH_OPERATION } from './to-view.ts';
import type { OperationView, StoreCounts, StoreView } from './view.ts';

export type StoreFilter = { status?: StoreStatus; type?: string; name?: string };
export type StorePage = { stores: StoreView[]; nextCursor: string | null };

/** A store's history on its page; older operations are found by the administrator in the audit log. */
const OPERATIONS_SHOWN = 50;

function matching({ status, type, name }: StoreFilter): Prisma.StoreWhereInput {
  return { status, type, name: name ? { contains: literally(name.toLowerCase()) } : undefined };
}

/** Prisma hands `contains` to LIKE as it is, where `%` and `_` would match anything. */
export function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

type Page = { cursor?: string; limit: number };

/**
 * A page of the owner's stores, newest first unless asked otherwise. A cursor stays valid when its row is deleted, in the order that
 * it came from. Throws INVALID_INPUT for a forged one.
 */
export async function listStores(
  ownerId: string,
  { cursor, limit, sort = 'newest', ...filter }: StoreFilter & Page & { sort?: StoreSort },
): Promise<StorePage> {
  const order = STORE_ORDERS[sort];
  const rows = await db().store.findMany({
    where: { ownerId, ...matching(filter), AND: after(cursor, order) },
    include: WITH_OPERATION,
    orderBy: ordered(order),
    take: limit + 1,
  });
  const { page, nextCursor } = cut(rows, limit, order);
  return { stores: page.map(toStoreView), nextCursor };
}

export type OwnedStore = StoreView & { owner: string };

/** A page of everybody's stores with their owners' addresses, newest first: for an administrator. `owner` is a part of an address. */
export async function listAllStores(wanted: StoreFilter & Page & { owner?: string }) {
  const { cursor, limit, owner, ...filter } = wanted;
  const rows = await db().store.findMany({
    where: {
      ...matching(filter),
      owner: owner ? { email: { contains: literally(owner.toLowerCase()) } } : undefined,
      AND: after(cursor, STORE_ORDERS.newest),
    },
    include: { ...WITH_OPERATION, owner: { select: { email: true } } },
    orderBy: ordered(STORE_ORDERS.newest),
    take: limit + 1,
  });
  const { page, nextCursor } = cut(rows, limit, STORE_ORDERS.newest);
  const stores = page.map((row): OwnedStore => ({ ...toStoreView(row), owner: row.owner.email }));
  return { stores, nextCursor };
}

function ordered({ key, direction }: StoreOrder): Prisma.StoreOrderByWithRelationInput[] {
  return [{ [key]: direction }, { id: direction }];
}

/** What lies behind the cursor. That it is at or behind its key is said apart, so that an index leads to the place. */
function after(cursor: string | undefined, { key, direction }: StoreOrder): Prisma.StoreWhereInput {
  if (!cursor) return {};
  const { value, id } = decodeCursor(cursor, key);
  const [behind, orAt] = direction === 'asc' ? (['gt', 'gte'] as const) : (['lt', 'lte'] as const);
  return { [key]: { [orAt]: value }, OR: [{ [key]: { [behind]: value } }, { id: { [behind]: id } }] };
}

/** The first `limit` of the rows, and the cursor to the rest if there is one. */
function cut<Row extends { createdAt: Date; name: string; id: string }>(rows: Row[], limit: number, order: StoreOrder) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: rows.length > limit && last ? encodeCursor(last, order.key) : null };
}

/** How many stores somebody without any has in each status. */
export const NO_STORES = Object.fromEntries(STORE_STATUSES.map((status) => [status, 0])) as StoreCounts;

/** How many stores the owner has in each status. */
export async function countStores(ownerId: string): Promise<StoreCounts> {
  const rows = await db().store.groupBy({ by: ['status'], where: { ownerId }, _count: true });
  return { ...NO_STORES, ...Object.fromEntries(rows.map((row) => [row.status, row._count])) };
}

export async function findStore(ownerId: string, id: string): Promise<StoreView | null> {
  const row = await db().store.findFirst({ where: { id, ownerId }, include: WITH_OPERATION });
  return row && toStoreView(row);
}

/** Throws NOT_FOUND alike for an unknown store, another person's and one that is gone. */
export async function getStore(ownerId: string, id: string): Promise<StoreView> {
  const store = await findStore(ownerId, id);
  if (!store) throw storeNotFound();
  return store;
}

/** Whether a store may be given this name at the moment. Another's store makes it taken too, but is not named. */
export async function isNameFree(name: string): Promise<boolean> {
  return (await db().store.count({ where: { name } })) === 0;
}

export function storeNotFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such store. It may have been deleted; go back to the list.');
}

/** The order check that was asked for last, beside those of provisionings; null before the first, or when that was cancelled. */
export async function findLastCheck(storeId: string): Promise<OperationView | null> {
  const row = await db().operation.findFirst({
    where: { storeId, kind: 'check', status: { not: 'cancelled' } },
    include: WITH_STEPS,
    orderBy: { createdAt: 'desc' },
  });
  return row && toOperationView(row);
}

/** The operations of one of the owner's stores, newest first; also of a store that is gone. Those of kinds of a later version are left out. */
export async function listOperations(ownerId: string, storeId: string): Promise<OperationView[]> {
  const rows = await db().operation.findMany({
    where: { storeId, requestedById: ownerId, kind: { in: [...OPERATION_KINDS] } },
    include: WITH_STEPS,
    orderBy: { createdAt: 'desc' },
    take: OPERATIONS_SHOWN,
  });
  return rows.map(toOperationView);
}
