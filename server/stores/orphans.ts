import { kubernetes } from '#server/adapters.ts';
import { db } from '#server/db.ts';
import { AppError } from '#server/errors.ts';
import {
  deleteNamespace,
  findNamespace,
  listNamespaces,
  type NamespaceView,
  STORE_ID_LABEL,
  storeIdOf,
} from '#server/kubernetes/namespaces.ts';
import type { Actor } from './actor.ts';
import { auditEntry } from './audit.ts';
import { namespaceOf } from './naming.ts';
import type { Failure } from './operation.ts';
import { writeAudit } from './write-audit.ts';

/** A namespace that bears a store's id and is no store's. */
export type Orphan = { name: string; uid: string; storeName: string | null; createdAt: Date; isTerminating: boolean };
/** A store whose namespace has vanished. */
export type Missing = { id: string; name: string; owner: string };

/** Where cluster and rows differ, as they are now: for an administrator. */
export async function listMismatches(signal: AbortSignal): Promise<{ orphans: Orphan[]; missing: Missing[] }> {
  const found = await listNamespaces(kubernetes(), STORE_ID_LABEL, signal);
  // Rows after namespaces: a row is written before its namespace, and goes only once that is gone.
  const [stores, failed] = await Promise.all([
    db().store.findMany({ select: { id: true } }),
    db().store.findMany({
      where: { status: 'failed' },
      select: { id: true, name: true, owner: { select: { email: true } }, operation: { select: { failure: true } } },
    }),
  ]);
  const ids = new Set(stores.map(({ id }) => id));
  return {
    orphans: found.filter((namespace) => !ids.has(storeIdOf(namespace))).map(toOrphan),
    missing: failed
      .filter(({ operation }) => (operation.failure as Failure | null)?.reason === 'NamespaceMissing')
      .map(({ id, name, owner }) => ({ id, name, owner: owner.email })),
  };
}

/**
 * Removes a namespace that is no store's, with everything in it: the very one that was looked at (`uid`). The audit entry is written
 * first. NOT_FOUND when it is gone, NOT_ALLOWED_NOW when a store has it, or it is not ours, or another one has its name by now.
 */
export async function removeOrphan(actor: Actor, { name, uid }: { name: string; uid: string }, signal: AbortSignal) {
  const found = await findNamespace(kubernetes(), name, signal);
  if (!found || found.terminating) {
    throw new AppError('NOT_FOUND', 'There is no such namespace any more. Look at the list again.');
  }
  const storeId = storeIdOf(found);
  const isOurs = storeId !== '' && name === namespaceOf(storeId);
  if (found.uid !== uid || !isOurs || (await db().store.count({ where: { id: storeId } })) > 0) {
    throw new AppError('NOT_ALLOWED_NOW', 'This namespace is not without a store. Look at the list again.');
  }
  await writeAudit(db(), auditEntry(actor, 'namespace.remove', null, { detail: { namespace: name, uid } }));
  await deleteNamespace(kubernetes(), { guard: () => signal.throwIfAborted(), signal }, { name, uid });
}

function toOrphan(namespace: NamespaceView): Orphan {
  const { name, uid, labels, createdAt, terminating } = namespace;
  return { name, uid, storeName: labels['storewright.dev/store-name'] ?? null, createdAt, isTerminating: terminating };
}
