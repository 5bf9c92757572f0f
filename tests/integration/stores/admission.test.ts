import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStore, deleteStore } from '#server/stores/service.ts';
import { type Neighbour, startNeighbour } from './neighbour.ts';
import type { Actor } from '#server/stores/actor.ts';
import { newPerson, type Platform, preparePlatform, settle } from './platform.ts';

const LIMIT = 5;
const FULL = 12;

let platform: Platform;
let neighbour: Neighbour;

beforeAll(async () => {
  platform = await preparePlatform({ MAX_STORES_PER_USER: String(LIMIT), MAX_STORES: String(FULL) });
  neighbour = await startNeighbour();
});

afterAll(async () => {
  await neighbour.close();
  await platform.close();
});

const times = <T>(count: number, work: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => work(index));
const refusals = (count: number, code: string) => times(count, () => code);

async function countRows(table: 'stores' | 'operations' | 'audit_entries'): Promise<number> {
  const { rows } = await platform.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? 0;
}

test('I6 twenty creates at once by two processes never pass a limit of five', async () => {
  const actor = await newPerson();
  const { accepted, codes } = await settle(
    times(20, (index) => {
      const request = { name: `mine-${index}`, type: 'medusa' };
      return index % 2 ? createStore(actor, request) : neighbour.ask('createStore', actor, request);
    }),
  );
  expect(accepted).toHaveLength(LIMIT);
  expect(codes).toEqual(refusals(15, 'STORE_LIMIT_REACHED'));
  expect(await countRows('stores')).toBe(LIMIT);
});

test(
  'I6 creates and deletes at once by two processes never pass the limit, at any instant',
  { timeout: 120_000 },
  async () => {
    await platform.pool.query('delete from stores');
    const step = fc.record({ does: fc.constantFrom('create', 'create', 'delete'), isHere: fc.boolean() });
    const steps = fc.array(step, { minLength: 40, maxLength: 40 });
    await fc.assert(fc.asyncProperty(steps, neverPassTheLimit), { numRuns: 8, endOnFailure: true });
  },
);

/** Does all of it at once and counts meanwhile, as fast as the database tells. */
async function neverPassTheLimit(steps: readonly { does: string; isHere: boolean }[]): Promise<void> {
  const actor = await newPerson();
  const create = (isHere: boolean, name: string) =>
    isHere
      ? createStore(actor, { name, type: 'medusa' })
      : neighbour.ask('createStore', actor, { name, type: 'medusa' });
  const remove = (isHere: boolean, id: string) =>
    isHere ? deleteStore(actor, id) : neighbour.ask('deleteStore', actor, id);
  await settle(times(LIMIT, (index) => create(index % 2 === 0, `first-${index}`)));

  const counting = countUntilTold(actor);
  const { accepted } = await settle(
    steps.map(async ({ does, isHere }, index) => {
      if (does === 'create') return create(isHere, `busy-${index}`);
      const id = await anyStoreOf(actor);
      if (id === undefined) return undefined;
      const store = await remove(isHere, id);
      // As the work does at its end: until then the store counts.
      await platform.pool.query('delete from stores where id = $1', [id]);
      return store;
    }),
  );
  const counts = await counting.stop();
  expect(accepted.length).toBeGreaterThan(0);
  expect(counts.length).toBeGreaterThan(steps.length);
  expect(Math.max(...counts)).toBe(LIMIT);
  await platform.pool.query('delete from stores');
}

function countUntilTold({ user }: Actor): { stop: () => Promise<number[]> } {
  const told = new AbortController();
  const look = async (counts: number[]): Promise<number[]> => {
    if (told.signal.aborted) return counts;
    const live = 'select count(*)::int as live from stores where owner_id = $1';
    const { rows } = await platform.pool.query<{ live: number }>(live, [user.id]);
    return look([...counts, rows[0]?.live ?? 0]);
  };
  const looking = look([]);
  return {
    stop: () => {
      told.abort();
      return looking;
    },
  };
}

async function anyStoreOf({ user }: Actor): Promise<string | undefined> {
  const { rows } = await platform.pool.query<{ id: string }>(
    'select id from stores where owner_id = $1 order by random() limit 1',
    [user.id],
  );
  return rows[0]?.id;
}

test('the limit of the platform holds over people who create at once', async () => {
  const people = await Promise.all(times(5, newPerson));
  const free = FULL - (await countRows('stores'));
  const { accepted, codes } = await settle(
    people.flatMap((actor, person) =>
      times(4, (index) => {
        const request = { name: `shared-${person}-${index}`, type: 'medusa' };
        return index % 2 ? createStore(actor, request) : neighbour.ask('createStore', actor, request);
      }),
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
