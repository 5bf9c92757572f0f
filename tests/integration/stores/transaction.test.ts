import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { FOREGROUND } from '#server/database/pool.ts';
import type { Actor } from '#server/stores/actor.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { createStore } from '#server/stores/service.ts';
import { newPerson, type Platform, preparePlatform, settle } from './platform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await preparePlatform({ MAX_STORES_PER_USER: '1000', RATE_LIMIT_PER_MINUTE: '1000' });
});

afterAll(() => platform.close());

/** Keeps what the statement locks, and lets it go when told. */
async function hold(statement: string): Promise<() => Promise<void>> {
  const client = await platform.pool.connect();
  await client.query('begin');
  await client.query(statement);
  return async () => {
    await client.query('rollback');
    client.release();
  };
}

/**
 * Prisma's own bound of a transaction rolls back between two statements of one call, and lets the rest of the call run on
 * without a transaction: an operation without a store would stay.
 */
test('a transaction whose every statement waits almost too long is whole, though it takes longer than an idle one may', async () => {
  const actor = await newPerson();
  const releases = [
    await hold(`select 1 from users where id = '${actor.user.id}' for update`),
    await hold('lock table operations in exclusive mode'),
    await hold('lock table steps in exclusive mode'),
  ];
  const created = createStore(actor, { name: 'patient', type: 'medusa' });
  for (const release of releases) {
    await pause(0.8 * FOREGROUND.statementMs);
    await release();
  }
  const { id } = await created;
  const { rows } = await platform.pool.query('select store_id, status::text from operations where store_id = $1', [id]);
  expect(rows).toEqual([{ store_id: id, status: 'queued' }]);
});

const createMany = (actor: Actor, count: number) =>
  Array.from({ length: count }, (_, index) =>
    createStore(actor, { name: `many-${index}-${newStoreId()}`, type: 'medusa' }),
  );

test('what one person asks for at once leaves the connections to everybody else', async () => {
  const greedy = await newPerson();
  const release = await hold(`select 1 from users where id = '${greedy.user.id}' for update`);
  const asked = settle(createMany(greedy, 3 * FOREGROUND.max));
  await expect(createStore(await newPerson(), { name: 'modest', type: 'medusa' })).resolves.toMatchObject({
    name: 'modest',
  });
  await release();
  expect(await asked).toMatchObject({ accepted: { length: 3 * FOREGROUND.max }, codes: [] });
});

test('of one person at most 100 are under way; the next is told when to come back', async () => {
  const greedy = await newPerson();
  const release = await hold(`select 1 from users where id = '${greedy.user.id}' for update`);
  const asked = settle(createMany(greedy, 101));
  await release();
  expect(await asked).toMatchObject({ accepted: { length: 100 }, codes: ['RATE_LIMITED'] });
  await expect(Promise.all(createMany(greedy, 1))).resolves.toHaveLength(1);
});

test('who waits for too long behind a command that hangs is refused, and who comes then has its turn', async () => {
  const actor = await newPerson();
  const release = await hold(`select 1 from users where id = '${actor.user.id}' for update`);
  const hanging = createMany(actor, 1);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const refused = settle(createMany(actor, 1));
  vi.advanceTimersByTime(30_000);
  expect(await refused).toMatchObject({ codes: [expect.stringContaining('DatabaseBusyError')] });
  const late = createMany(actor, 1);
  await release();
  await expect(Promise.all([...hanging, ...late])).resolves.toHaveLength(2);
});
