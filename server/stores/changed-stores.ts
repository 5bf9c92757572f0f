import { backgroundDb } from '#server/db.ts';
import { Prisma } from '#server/generated/prisma/client.ts';
import { countsOf, parseStores, storesText, toCounts } from './shown-stores.ts';
import { toStoreView } from './to-view.ts';
import type { StoreCounts, StoreView } from './view.ts';

/**
 * Those of the stores that are the owner's, and how many the owner has in each status: of one moment. Every stream of the person waits
 * for it.
 */
export async function readChangedStores(
  ownerId: string,
  ids: readonly string[],
): Promise<{ stores: StoreView[]; counts: StoreCounts }> {
  const changed = Prisma.sql`(select * from stores where id = any(${ids}::bpchar[]) and owner_id = ${ownerId}::uuid) s`;
  const [found] = await backgroundDb().$queryRaw<{ stores: string; counts: Partial<StoreCounts> }[]>`
    select ${countsOf(ownerId)} as counts, ${storesText({ from: changed })} as stores`;
  return { stores: parseStores(found?.stores ?? '[]').map(toStoreView), counts: toCounts(found?.counts ?? {}) };
}
