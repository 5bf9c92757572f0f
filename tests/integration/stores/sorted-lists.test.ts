import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyToList, type StoreList } from '#app/live/store-list.ts';
import type { Actor } from '#server/stores/actor.ts';
import { listStores } from '#server/stores/repository.ts';
import { createStore } from '#server/stores/service.ts';
import { STORE_SORTS, type StoreSort } from '#server/stores/sort.ts';
import type { StoreView } from '#server/stores/view.ts';
import { newPerson, type Platform, preparePlatform } from './platform.ts';

/** By their characters: a hyphen before a digit before a letter. */
const NAMES = ['ab', 'ab-c', 'ab0', 'ab10', 'ab2', 'abc', 'b-1', 'ba', 'c'];
const DAYS = 3;

let platform: Platform;
let actor: Actor;

beforeAll(async () => {
  // A database need not live in UTC.
  platform = await preparePlatform({ PGOPTIONS: '-c timezone=Asia/Kolkata' });
  actor = await newPerson();
  const another = await newPerson();
  for (const name of NAMES.toReversed()) await createStore(actor, { name: `shop-${name}`, type: 'medusa' });
  await createStore(another, { name: 'shop-another', type: 'medusa' });
  // Three of each moment.
  for (const [index, name] of NAMES.entries())
    await platform.pool.query('update stores set created_at = $1 where name = $2', [
      `2026-01-0${1 + (index % DAYS)}T00:00:00.123Z`,
      `shop-${name}`,
    ]);
});

afterAll(() => platform.close());

async function readPages(sort: StoreSort, limit: number, name?: string): Promise<StoreView[]> {
  const stores: StoreView[] = [];
  let cursor: string | undefined;
  do {
    const page = await listStores(actor.user.id, { sort, limit, cursor, name });
    stores.push(...page.stores);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return stores;
}

const namesOf = (stores: readonly StoreView[]) => stores.map(({ name }) => name);
const byAge = (store: StoreView) => `${store.createdAt.toISOString()} ${store.id}`;

/** What the order is, said of whole rows and without a database. */
const IN_ORDER: Record<StoreSort, (stores: StoreView[]) => string[]> = {
  newest: (stores) => namesOf(stores.toSorted((a, b) => (byAge(a) > byAge(b) ? -1 : 1))),
  oldest: (stores) => namesOf(stores.toSorted((a, b) => (byAge(a) < byAge(b) ? -1 : 1))),
  name: () => NAMES.map((name) => `shop-${name}`),
};

describe.each(STORE_SORTS)('%s first', (sort) => {
  test('pages of every size give each store once and in order, also those of one moment', async () => {
    for (const limit of [1, 2, 3, 4, 9, 10]) {
      const stores = await readPages(sort, limit);
      expect(stores).toHaveLength(NAMES.length);
      expect(namesOf(stores)).toEqual(IN_ORDER[sort](stores));
    }
  });

  test('a search by name holds over pages', async () => {
    const names = namesOf(await readPages(sort, 2, 'shop-a'));
    expect(names.toSorted()).toEqual(NAMES.filter((name) => name.startsWith('a')).map((name) => `shop-${name}`));
  });

  test('the live list puts a new row where the server lists it', async () => {
    const counts = { provisioning: 0, ready: 0, failed: 0, deleting: 0 };
    const scope = { filter: { sort }, limit: 50, gone: new Set<string>() };
    const wanted = await readPages(sort, 10);
    const byId = wanted.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const live = byId.reduce<StoreList>((list, store) => applyToList(list, { kind: 'changed', store, counts }, scope), {
      stores: [],
      nextCursor: null,
      counts,
    });
    expect(namesOf(live.stores)).toEqual(namesOf(wanted));
  });

  test('a row that goes between two pages takes no other with it', async () => {
    const [first, whole] = [await listStores(actor.user.id, { sort, limit: 4 }), await readPages(sort, 10)];
    const gone = first.stores.at(-1)?.name;
    await platform.pool.query(
      `update stores set owner_id = (select owner_id from stores where name = 'shop-another') where name = $1`,
      [gone],
    );
    const rest = await listStores(actor.user.id, { sort, limit: 10, cursor: first.nextCursor ?? '' });
    await platform.pool.query('update stores set owner_id = $1 where name = $2', [actor.user.id, gone]);
    expect(namesOf(rest.stores)).toEqual(namesOf(whole.slice(4)));
  });
});

test('a cursor of an order by age is none of an order by name, and the other way round', async () => {
  for (const [from, to] of [
    ['newest', 'name'],
    ['name', 'oldest'],
  ] as const) {
    const { nextCursor } = await listStores(actor.user.id, { sort: from, limit: 1 });
    const page = listStores(actor.user.id, { sort: to, limit: 1, cursor: nextCursor ?? '' });
    await expect(page).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  }
});

test('names are ordered by their characters in a database of whatever language', async () => {
  const { rows } = await platform.pool.query(
    `select collation_name from information_schema.columns where table_name = 'stores' and column_name = 'name'`,
  );
  expect(rows).toEqual([{ collation_name: 'C' }]);
});
