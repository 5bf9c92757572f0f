import { db } from '#server/db.ts';
import { AppError } from '#server/errors.ts';
import { Prisma } from '#server/generated/prisma/client.ts';
import { encodeCursor } from './cursor.ts';
import { allStoresQuery, ownStoresQuery, type Page, type StoreFilter, type Unsorted } from './list-query.ts';
import { OPERATION_KINDS } from './operation.ts';
import { countsOf, parseStores, storesText, toCounts } from './shown-stores.ts';
import { STORE_ORDERS } from './sort.ts';
import { toOperationView, toStoreView, WITH_STEPS } from './to-view.ts';
import type { OperationView, StoreCounts, StoreView } from './view.ts';

/** `counts` is of all that the owner has, whatever the page shows. */
export type StorePage = { stores: StoreView[]; nextCursor: string | null; counts: StoreCounts };

/** A store's history on its page; older operations are found by the administrator in the audit log. */
const OPERATIONS_SHOWN = 50;

/**
 * A page of the owner's stores, newest first unless asked otherwise. A cursor stays valid when its row is deleted, in the order that
 * it came from. Throws INVALID_INPUT for a forged one.
 */
export async function listStores(ownerId: string, page: StoreFilter & Page): Promise<StorePage> {
  const [found] = await db().$queryRaw<{ stores: string; counts: Partial<StoreCounts> }[]>(
    ownStoresQuery(ownerId, page),
  );
  const { rows, nextCursor } = cut(parseStores(found?.stores ?? '[]'), page);
  return { stores: rows.map(toStoreView), nextCursor, counts: toCounts(found?.counts ?? {}) };
}

export type OwnedStore = StoreView & { owner: string };

/** A page of everybody's stores with their owners' addresses, newest first: for an administrator. `owner` is a part of an address. */
export async function listAllStores(page: StoreFilter & Unsorted & { owner?: string }) {
  const [found] = await db().$queryRaw<{ stores: string }[]>(allStoresQuery(page));
  const { rows, nextCursor } = cut(parseStores<{ owner: string }>(found?.stores ?? '[]'), page);
  return { stores: rows.map((row): OwnedStore => ({ ...toStoreView(row), owner: row.owner })), nextCursor };
}

/** The rows of the page, and the cursor to the rest if there is one. */
function cut<Row extends { createdAt: Date; name: string; id: string }>(
  found: Row[],
  { limit, sort = 'newest' }: Page,
) {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > limit && last ? encodeCursor(last, STORE_ORDERS[sort].key) : null };
}

/** How many stores the owner has in each status. */
export async function countStores(ownerId: string): Promise<StoreCounts> {
  const [found] = await db().$queryRaw<{ counts: Partial<StoreCounts> }[]>`select ${countsOf(ownerId)} as counts`;
  return toCounts(found?.counts ?? {});
}

export async function findStore(ownerId: string, id: string): Promise<StoreView | null> {
  const from = Prisma.sql`(select * from stores where id = ${id} and owner_id = ${ownerId}::uuid) s`;
  const [found] = await db().$queryRaw<{ stores: string }[]>`select ${storesText({ from })} as stores`;
  const [row] = parseStores(found?.stores ?? '[]');
  return row ? toStoreView(row) : null;
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
