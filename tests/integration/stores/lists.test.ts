import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#server/stores/actor.ts';
import { countStores, listStores } from '#server/stores/repository.ts';
import { createStore, deleteStore } from '#server/stores/service.ts';
import { newPerson, type Platform, preparePlatform } from './platform.ts';

let platform: Platform;
let actor: Actor;

beforeAll(async () => {
  platform = await preparePlatform();
  actor = await newPerson();
  for (let index = 0; index < 7; index++)
    await createStore(actor, { name: `shop-${index}`, type: index % 2 ? 'medusa' : 'woocommerce' });
  await createStore(await newPerson(), { name: 'shop-of-another', type: 'medusa' });
  await platform.pool.query(`update stores set created_at = '2026-01-01T00:00:00.123Z'`);
});

afterAll(() => platform.close());

async function readPages(filter: { type?: string }, limit: number): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listStores(actor.user.id, { ...filter, limit, cursor });
    expect(page.stores.length).toBeLessThanOrEqual(limit);
    names.push(...page.stores.map(({ name }) => name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return names;
}

test('pages over stores of one and the same moment give each of them once, and nobody else’s', async () => {
  for (const limit of [1, 2, 3, 7, 8]) {
    const names = await readPages({}, limit);
    expect(names.toSorted()).toEqual(Array.from({ length: 7 }, (_, index) => `shop-${index}`));
  }
});

test('a filter holds over pages', async () => {
  expect((await readPages({ type: 'medusa' }, 2)).toSorted()).toEqual(['shop-1', 'shop-3', 'shop-5']);
});

test('a cursor stays good when its row is gone', async () => {
  const first = await listStores(actor.user.id, { limit: 3 });
  const last = first.stores.at(-1);
  const rest = () => listStores(actor.user.id, { limit: 10, cursor: first.nextCursor ?? '' });
  const before = await rest();
  await platform.pool.query('delete from stores where id = $1', [last?.id]);
  expect((await rest()).stores.map(({ id }) => id)).toEqual(before.stores.map(({ id }) => id));
});

test('counts are of the owner’s stores in each status', async () => {
  const { stores } = await listStores(actor.user.id, { limit: 2 });
  await deleteStore(actor, stores[0]?.id ?? '');
  await platform.pool.query(`update stores set status = 'ready' where id = $1`, [stores[1]?.id]);
  expect(await countStores(actor.user.id)).toEqual({ provisioning: 4, ready: 1, failed: 0, deleting: 1 });
});
