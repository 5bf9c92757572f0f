import { expect } from 'vitest';
import { isDeepStrictEqual } from 'node:util';
import { readIfThere } from '#scripts/local/private-file.ts';
import { hasSucceeded, nameOf } from '#server/kubernetes/objects.ts';
import { NEXT_STATUSES, type StoreStatus } from '#server/stores/status.ts';
import { MISCOUNTED } from '#tests/integration/database/miscounted.ts';
import type { Acknowledged } from './acknowledged.ts';
import { jobsOf, namespacesOf, podsOf, revisionsOf } from './cluster.ts';
import { foreignLines } from './foreign-lines.ts';
import type { World } from './world.ts';

type Live = { id: string; namespace: string; status: StoreStatus; operation_id: string; kind: string };
type Observed = { store_id: string; owner_id: string; status: string };

/**
 * Checks of a world at rest what must hold after every fault (reliability.md): I1 to I7, I9 and I10; that the counts are
 * those of the rows, and that the apps wrote nothing but log lines. The secrets of I8 are a suite's of theirs, what a stream shows (I11) is of the tests that follow one.
 */
export async function checkInvariants(world: World): Promise<void> {
  const { pool } = world.database;
  const { rows: stores } = await pool.query<Live>(
    `select s.id, s.namespace, s.status::text, s.operation_id, o.kind::text
     from stores s join operations o on o.id = s.operation_id`,
  );
  for (const store of stores) await checkLive(store);
  const { rows: gone } = await pool.query<{ store_id: string }>(
    'select distinct store_id from operations where store_id not in (select id from stores)',
  );
  for (const { store_id: id } of gone) expect(await namespacesOf(id), 'I2: a namespace without a row').toEqual([]);
  expect(world.helm.overlaps(), 'I3: helm beside helm on one release').toEqual([]);
  const { rows: live } = await pool.query(
    `select id, kind, status, attempt from operations where status in ('queued', 'running')`,
  );
  expect(live, 'I4: work that is left').toEqual([]);
  const { rows: observed } = await pool.query<Observed>('select * from observed_statuses order by id');
  checkPaths(observed);
  checkLimit(observed, Number(world.env.MAX_STORES_PER_USER));
  checkPromises(world.told, stores);
  await checkAudit(world);
  expect((await pool.query(MISCOUNTED)).rows, 'counts that are not those of the rows').toEqual([]);
  expect(foreignLines(readIfThere(world.log) ?? ''), 'words that are no line of the log').toEqual([]);
}

async function checkLive({ id, namespace, status, operation_id }: Live): Promise<void> {
  const namespaces = await namespacesOf(id);
  if (status !== 'ready') {
    expect(
      [[], [namespace]].some((allowed) => isDeepStrictEqual(namespaces, allowed)),
      `I1: ${namespaces}`,
    ).toBe(true);
    return;
  }
  expect(namespaces, 'I1: one namespace for each store').toEqual([namespace]);
  const revisions = await revisionsOf(namespace);
  expect(
    revisions.filter((revision) => revision === 'deployed'),
    `I3: ${revisions}`,
  ).toHaveLength(1);
  // What a helm that was killed had begun stays in the history as it was; the newest revision is the one that counts.
  expect(revisions.at(-1), `I3: ${revisions}`).toBe('deployed');
  const check = (await jobsOf(namespace)).find((job) => nameOf(job) === `order-check-${operation_id.slice(0, 8)}`);
  expect(check && hasSucceeded(check, await podsOf(namespace)), 'I5: the order of a READY store').toBe(true);
}

/** I10, and of I7 that a deleted id never returns. */
function checkPaths(observed: readonly Observed[]): void {
  const last = new Map<string, string>();
  for (const { store_id: id, status } of observed) {
    const before = last.get(id);
    last.set(id, status);
    const allowed: readonly string[] =
      before === undefined ? ['provisioning'] : before === 'gone' ? [] : [...nextOf(before), ...goneOf(before)];
    expect(allowed, `I10: the store went from ${before} to ${status}`).toContain(status);
  }
}

const nextOf = (status: string): readonly string[] => NEXT_STATUSES[status as StoreStatus];
const goneOf = (status: string) => (status === 'deleting' ? ['gone'] : []);

function checkLimit(observed: readonly Observed[], limit: number): void {
  const live = new Map<string, Set<string>>();
  for (const { store_id: id, owner_id: owner, status } of observed) {
    const stores = live.get(owner) ?? new Set();
    if (status === 'gone') stores.delete(id);
    else stores.add(id);
    live.set(owner, stores);
    expect(stores.size, 'I6: more stores than a person may have').toBeLessThanOrEqual(limit);
  }
}

/** I7: what was acknowledged is there, unless its deletion was asked for; what was acknowledged as deleted is gone, or on its way. */
function checkPromises({ created, deleted, askedToDelete }: Acknowledged, stores: readonly Live[]): void {
  const known = new Set(stores.map(({ id }) => id));
  const lost = [...created].filter((id) => !known.has(id) && !askedToDelete.has(id));
  expect(lost, 'I7: a store that was acknowledged is not there').toEqual([]);
  const kept = stores.filter(({ id, kind }) => deleted.has(id) && kind !== 'delete');
  expect(kept, 'I7: a deletion that was acknowledged did not happen').toEqual([]);
}

/** I9: each operation was asked for once, and that once was written down. */
async function checkAudit({ database: { pool } }: World): Promise<void> {
  const { rows } = await pool.query(
    `select o.store_id, count(*) filter (where o.kind = 'provision')::int as provisions,
       count(*) filter (where o.kind = 'delete')::int as deletions, a.creations, a.retries, a.deleted
     from operations o join lateral (
       select count(*) filter (where action = 'store.create')::int as creations,
         count(*) filter (where action = 'store.retry')::int as retries,
         count(*) filter (where action = 'store.delete')::int as deleted
       from audit_entries where store_id = o.store_id
     ) a on true group by o.store_id, a.creations, a.retries, a.deleted`,
  );
  const wrong = rows.filter(
    ({ provisions, deletions, creations, retries, deleted }) =>
      creations !== 1 || retries !== provisions - 1 || deleted !== deletions,
  );
  expect(wrong, 'I9: one audit entry for each change').toEqual([]);
  const { rows: told } = await pool.query<{ id: string; begun: number; ended: number }>(
    `select o.id, count(e.id) filter (where e.outcome is null)::int as begun,
       count(e.id) filter (where e.outcome is not null)::int as ended
     from operations o left join audit_entries e on e.operation_id = o.id group by o.id`,
  );
  const untold = told.filter(({ begun, ended }) => begun !== 1 || ended !== 1);
  expect(untold, 'I9: one audit entry for the beginning of an operation, one for its end').toEqual([]);
}
