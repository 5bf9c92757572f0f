import { db } from '#server/db.ts';
import type { AuditEntry, Prisma } from '#server/generated/prisma/client.ts';
import { type AuditAction, type AuditEntryView, resultOf } from './audit.ts';
import { literally } from './list-query.ts';
import { storeNotFound } from './repository.ts';

/** All that is named must hold; `person` and `store` are parts of an address and of a name, or the id of a store. */
export type AuditFilter = { person?: string; store?: string; action?: AuditAction; from?: string; until?: string };
/** `cursor`: the id of the last entry that is known. */
type Page = { cursor?: string; limit: number };
export type AuditPage = { entries: AuditEntryView[]; nextCursor: string | null };

/** A page of the whole log, newest first: for an administrator. `from` is within, `until` is not. */
export function listAudit({ cursor, limit, ...filter }: AuditFilter & Page): Promise<AuditPage> {
  const { person, store, action, from, until } = filter;
  return readPage(
    {
      action,
      actorEmail: person ? { contains: literally(person.toLowerCase()) } : undefined,
      OR: store ? [{ storeId: store }, { storeName: { contains: literally(store.toLowerCase()) } }] : undefined,
      at: { gte: from, lt: until },
    },
    { cursor, limit },
  );
}

/**
 * What was done to one store, newest first, for its owner; also when it is gone. Throws NOT_FOUND alike for an unknown store
 * and another person's.
 */
export async function listStoreAudit(ownerId: string, storeId: string, page: Page): Promise<AuditPage> {
  const operation = { storeId, requestedById: ownerId, kind: 'provision' as const };
  if ((await db().operation.count({ where: operation, take: 1 })) === 0) throw storeNotFound();
  return readPage({ storeId }, page);
}

/** An entry that is written while somebody pages is newer than their first page, so they meet each entry once. */
async function readPage(where: Prisma.AuditEntryWhereInput, { cursor, limit }: Page): Promise<AuditPage> {
  const rows = await db().auditEntry.findMany({
    where: { ...where, id: cursor ? { lt: BigInt(cursor) } : undefined },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { entries: page.map(toView), nextCursor: rows.length > limit && last ? String(last.id) : null };
}

function toView({ id, actorKind, actorEmail, tokenName, detail, ...row }: AuditEntry): AuditEntryView {
  const { at, address, userAgent, action, storeId, storeName, operationId } = row;
  return {
    id: String(id),
    at,
    by: actorKind,
    person: actorEmail,
    tokenName,
    address,
    userAgent,
    action,
    result: resultOf(row),
    storeId,
    storeName,
    operationId,
    detail: detail as AuditEntryView['detail'],
  };
}
