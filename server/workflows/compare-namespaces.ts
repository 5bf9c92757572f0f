import { kubernetes } from '#server/adapters.ts';
import {
  deleteNamespace,
  findNamespace,
  listNamespaces,
  type NamespaceView,
  STORE_ID_LABEL,
  storeIdOf,
} from '#server/kubernetes/namespaces.ts';
import { stopping } from '#server/lifecycle.ts';
import { log } from '#server/log.ts';
import { singleton } from '#server/singleton.ts';
import {
  listRecentlyDeleted,
  listWhereabouts,
  markNamespaceMissing,
  type Whereabouts,
} from '#server/stores/whereabouts.ts';
import { namespaceMissing } from './namespace-missing.ts';

/** A write of the cancelled work that reached the API server late can make a namespace come up after its store is gone. */
const LATE_SECONDS = 600;

const latest = singleton('namespaces', (): { orphans: ReadonlySet<string> | null } => ({ orphans: null }));

/** Namespaces that bear a store's id and are no store's, as this process last saw them; null before its first look. */
export function knownOrphans(): ReadonlySet<string> | null {
  return latest().orphans;
}

/**
 * One look at the namespaces of all stores against their rows (DESIGN §5). One that appears late for a store whose deletion
 * succeeded in the last ten minutes is removed; any other without a row is reported and left alone (F38). A READY store whose
 * namespace is gone, or going, is FAILED for it (F39).
 */
export async function compareNamespaces(): Promise<void> {
  const found = await listNamespaces(kubernetes(), STORE_ID_LABEL, stopping());
  // Rows after namespaces: a row is written before its namespace, and goes only once that is gone.
  const stores = await listWhereabouts();
  const deleted = new Set(await listRecentlyDeleted(LATE_SECONDS));
  const ids = new Set(stores.map(({ id }) => id));
  const ownerless = found.filter((namespace) => !ids.has(storeIdOf(namespace)));
  reportOrphans(ownerless.filter((namespace) => !deleted.has(storeIdOf(namespace))));
  const standing = new Set(found.filter(({ terminating }) => !terminating).map(({ name }) => name));
  for (const store of stores)
    if (store.status === 'ready' && !standing.has(store.namespace)) await failIfMissing(store);
  for (const namespace of ownerless) if (deleted.has(storeIdOf(namespace))) await removeLate(namespace);
}

/** Each is logged when it is seen for the first time. */
function reportOrphans(orphans: readonly NamespaceView[]): void {
  const before = latest().orphans;
  for (const orphan of orphans)
    if (!before?.has(orphan.name)) log.warn({ namespace: orphan.name, storeId: storeIdOf(orphan) }, 'namespace.orphan');
  latest().orphans = new Set(orphans.map(({ name }) => name));
}

/** Asks for the one namespace itself: it may have come up since all were listed. */
async function failIfMissing({ id, namespace }: Whereabouts): Promise<void> {
  const found = await findNamespace(kubernetes(), namespace, stopping());
  if (found !== null && !found.terminating) return;
  const failure = { ...namespaceMissing(namespace, found), step: 'reserve-namespace' };
  if (await markNamespaceMissing(id, failure)) log.warn({ storeId: id, namespace }, 'namespace.missing');
}

async function removeLate(namespace: NamespaceView): Promise<void> {
  const { name, uid, terminating } = namespace;
  if (terminating) return;
  const signal = stopping();
  log.warn({ storeId: storeIdOf(namespace), namespace: name }, 'namespace.late-removed');
  await deleteNamespace(kubernetes(), { guard: () => signal.throwIfAborted(), signal }, { name, uid });
}
