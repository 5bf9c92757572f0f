import { db } from '#server/db.ts';
import { env } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import type { Actor } from './actor.ts';
import { type AuditAction, auditEntry } from './audit.ts';
import { literally } from './list-query.ts';
import { writeAudit } from './write-audit.ts';

export type Person = {
  id: string;
  email: string;
  name: string | null;
  createdAt: Date;
  disabledAt: Date | null;
  stores: number;
  /** How many stores the person may have. */
  maxStores: number;
  /** That number was chosen for this person; else it is everybody's. */
  hasOwnLimit: boolean;
  lastSignInAt: Date | null;
};
export type PeoplePage = { people: Person[]; nextCursor: string | null };

/** A page of everybody who ever signed in, by address. `cursor`: the last address that is known; `search`: a part of one. */
export async function listPeople(page: { search?: string; cursor?: string; limit: number }): Promise<PeoplePage> {
  const { search, cursor, limit } = page;
  const rows = await db().user.findMany({
    where: { email: { contains: search ? literally(search.toLowerCase()) : undefined, gt: cursor } },
    include: {
      _count: { select: { stores: true } },
      sessions: { select: { createdAt: true }, orderBy: { createdAt: 'desc' }, take: 1 },
    },
    orderBy: { email: 'asc' },
    take: limit + 1,
  });
  const people = rows
    .slice(0, limit)
    .map(({ id, email, name, createdAt, disabledAt, maxStores, _count, sessions }): Person => ({
      id,
      email,
      name,
      createdAt,
      disabledAt,
      stores: _count.stores,
      maxStores: maxStores ?? env().MAX_STORES_PER_USER,
      hasOwnLimit: maxStores !== null,
      lastSignInAt: sessions[0]?.createdAt ?? null,
    }));
  return { people, nextCursor: rows.length > limit ? (people.at(-1)?.email ?? null) : null };
}

/**
 * Shuts a person out, or lets them in again. It acts on their next request and ends their streams within two seconds; their stores
 * go on. Who is in that state already is left as is. NOT_FOUND for nobody, NOT_ALLOWED_NOW for oneself.
 */
export async function setDisabled(actor: Actor, id: string, isDisabled: boolean): Promise<void> {
  if (id === actor.user.id) {
    throw new AppError('NOT_ALLOWED_NOW', 'You would shut yourself out. Ask another administrator to do it.');
  }
  const action = isDisabled ? 'person.disable' : 'person.enable';
  const data = { disabledAt: isDisabled ? new Date() : null };
  await changePerson(actor, { id, disabledAt: isDisabled ? null : { not: null } }, action, data, {});
}

/** Allows the person so many stores; null: as many as everybody. Those that they have beyond it stay. NOT_FOUND for nobody. */
export async function setStoreLimit(actor: Actor, id: string, maxStores: number | null): Promise<void> {
  await changePerson(actor, { id }, 'person.limit', { maxStores }, { maxStores: maxStores ?? 'as everybody' });
}

async function changePerson(
  actor: Actor,
  who: { id: string; disabledAt?: null | { not: null } },
  action: AuditAction,
  data: { disabledAt?: Date | null; maxStores?: number | null },
  detail: Record<string, string | number>,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const [person] = await tx.user.updateManyAndReturn({ where: who, data, select: { email: true } });
    if (!person && (await tx.user.count({ where: { id: who.id } })) > 0) return;
    if (!person) throw new AppError('NOT_FOUND', 'There is no such person. Look at the list again.');
    const { email } = person;
    await writeAudit(tx, auditEntry(actor, action, null, { detail: { email, ...detail } }));
  });
}
