import { kubernetes } from '#server/adapters.ts';
import { backgroundDb } from '#server/db.ts';
import { describeError } from '#server/errors.ts';
import { deleteNamespace, listNamespaces, STORE_ID_LABEL } from '#server/kubernetes/namespaces.ts';
import { stopping } from '#server/lifecycle.ts';
import { log } from '#server/log.ts';
import { removeIdleBuckets } from '#server/rate-limit.ts';
import { listRecentlyDeleted } from '#server/stores/repository.ts';

const LOOK_EVERY_MS = 60_000;
/** A write of the cancelled work that reached the API server late can make a namespace come up after its store is gone. */
const LATE_SECONDS = 600;

/**
 * Removes a namespace that appears late for a store whose deletion succeeded in the last ten minutes (DESIGN §5), and what
 * is left of rate limits. Asks the cluster nothing while no store was deleted. Returns its end.
 */
export function startJanitor(): () => Promise<void> {
  let looking: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    looking = Promise.all([removeLateNamespaces(), removeIdleBuckets(backgroundDb())]).catch((error: unknown) =>
      log.warn({ reason: describeError(error) }, 'janitor.look-failed'),
    );
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

/** One look at the namespaces of the cluster against the stores that were deleted lately. */
export async function removeLateNamespaces(): Promise<void> {
  const gone = new Set(await listRecentlyDeleted(LATE_SECONDS));
  if (gone.size === 0) return;
  const signal = stopping();
  const guard = () => signal.throwIfAborted();
  for (const { name, uid, labels, terminating } of await listNamespaces(kubernetes(), STORE_ID_LABEL, signal)) {
    const storeId = labels[STORE_ID_LABEL];
    if (!storeId || !gone.has(storeId) || terminating) continue;
    log.warn({ storeId, namespace: name }, 'janitor.late-namespace-removed');
    await deleteNamespace(kubernetes(), { guard, signal }, { name, uid });
  }
}
