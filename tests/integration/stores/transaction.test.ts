import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FOREGROUND } from '#server/database/pool.ts';
import { createStore } from '#server/stores/service.ts';
import { newPerson, type Platform, preparePlatform } from './platform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await preparePlatform();
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
  const { rows } = await platform.pool.query('select store_id, status::text from operations');
  expect(rows).toEqual([{ store_id: id, status: 'queued' }]);
});
