import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStore } from '#server/stores/service.ts';
import { newPerson, type Platform, preparePlatform, settle } from './platform.ts';

const LIMIT = 5;
const FULL = 12;

let platform: Platform;

beforeAll(async () => {
  platform = await preparePlatform({ MAX_STORES_PER_USER: String(LIMIT), MAX_STORES: String(FULL) });
});

afterAll(() => platform.close());

const times = <T>(count: number, work: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => work(index));
const refusals = (count: number, code: string) => times(count, () => code);

async function countRows(table: 'stores' | 'operations' | 'audit_entries'): Promise<number> {
  const { rows } = await platform.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? 0;
}

test('I6 twenty creates at once never pass a limit of five', async () => {
  const actor = await newPerson();
  const { accepted, codes } = await settle(
    times(20, (index) => createStore(actor, { name: `mine-${index}`, type: 'medusa' })),
  );
  expect(accepted).toHaveLength(LIMIT);
  expect(codes).toEqual(refusals(15, 'STORE_LIMIT_REACHED'));
  expect(await countRows('stores')).toBe(LIMIT);
});

test('the limit of the platform holds over people who create at once', async () => {
  const people = await Promise.all(times(5, newPerson));
  const free = FULL - (await countRows('stores'));
  const { accepted, codes } = await settle(
    people.flatMap((actor, person) =>
      times(4, (index) => createStore(actor, { name: `shared-${person}-${index}`, type: 'medusa' })),
    ),
  );
  expect(accepted).toHaveLength(free);
  expect(codes).toEqual(refusals(20 - free, 'PLATFORM_FULL'));
  expect(await countRows('stores')).toBe(FULL);
});

test('what is refused leaves neither operation nor audit entry', async () => {
  const before = [await countRows('operations'), await countRows('audit_entries')];
  await settle([createStore(await newPerson(), { name: 'refused', type: 'medusa' })]);
  expect([await countRows('operations'), await countRows('audit_entries')]).toEqual(before);
});

test('F27 fifty people who want one name at once: one gets it, and the others leave nothing behind', async () => {
  await platform.pool.query('delete from stores');
  const people = await Promise.all(times(50, newPerson));
  const { accepted, codes } = await settle(
    people.map((actor) => createStore(actor, { name: 'wanted', type: 'medusa' })),
  );
  expect(accepted).toHaveLength(1);
  expect(codes).toEqual(refusals(49, 'NAME_TAKEN'));
  const { rows } = await platform.pool.query(`select 1 from operations where store_name = 'wanted'`);
  expect(rows).toHaveLength(1);
});

test('one key sent ten times at once is one store', async () => {
  const actor = await newPerson();
  const request = { name: 'once', type: 'woocommerce', idempotencyKey: randomUUID() };
  const stores = await Promise.all(times(10, () => createStore(actor, request)));
  expect(new Set(stores.map(({ id }) => id)).size).toBe(1);
});

test('a key that was used for another input is refused, and a key of somebody else is no key of mine', async () => {
  const key = { idempotencyKey: randomUUID() };
  const first = await createStore(await newPerson(), { name: 'first-input', type: 'medusa', ...key });
  const actor = await newPerson();
  const mine = await createStore(actor, { name: 'second-input', type: 'medusa', ...key });
  expect(mine.id).not.toBe(first.id);
  const changed = [
    { name: 'third-input', type: 'medusa', ...key },
    { name: 'second-input', type: 'woocommerce', ...key },
  ];
  const { codes } = await settle(changed.map((request) => createStore(actor, request)));
  expect(codes).toEqual(refusals(2, 'IDEMPOTENCY_KEY_REUSED'));
});

test('a known key is answered before limits and name are looked at', async () => {
  await platform.pool.query('delete from stores');
  const actor = await newPerson();
  const request = { name: 'answered', type: 'medusa', idempotencyKey: randomUUID() };
  const store = await createStore(actor, request);
  for (const index of times(LIMIT - 1, (index) => index))
    await createStore(actor, { name: `filler-${index}`, type: 'medusa' });
  expect((await createStore(actor, request)).id).toBe(store.id);
  await expect(createStore(actor, { name: 'answered', type: 'medusa' })).rejects.toMatchObject({
    code: 'STORE_LIMIT_REACHED',
  });
});
