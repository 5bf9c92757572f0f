import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newStoreId } from '#server/stores/naming.ts';
import { measureTypicalTimes } from '#server/stores/typical-times.ts';
import { newPerson, type Platform, preparePlatform } from './platform.ts';

let platform: Platform;
let userId: string;

beforeAll(async () => {
  platform = await preparePlatform();
  userId = (await newPerson()).user.id;
});

afterAll(() => platform.close());

type Past = { storeId?: string; seconds: number; status?: string; createdAt?: string };

/** A provisioning whose order was placed `seconds` after the request, and whose mail took ten minutes more. */
async function addPast({ storeId = newStoreId(), seconds, status = 'succeeded', createdAt = '2026-01-01' }: Past) {
  const id = randomUUID();
  await platform.pool.query(
    `insert into operations (id, store_id, store_name, store_type, requested_by_id, kind, status, created_at, finished_at)
      values ($1, $2, 'shop', 'medusa', $3, 'provision', $4, $5, $5::timestamptz + make_interval(secs => $6 + 600))`,
    [id, storeId, userId, status, createdAt, seconds],
  );
  await platform.pool.query(
    `insert into steps (operation_id, name, position, status, started_at, finished_at)
      values ($1, 'place-test-order', 0, 'succeeded', $2::timestamptz + make_interval(secs => $3 - 2), $2::timestamptz + make_interval(secs => $3))`,
    [id, createdAt, seconds],
  );
  return storeId;
}

test('what is typical is the median of the first tries that succeeded, up to READY, and of their steps', async () => {
  expect(await measureTypicalTimes()).toEqual([]);
  const retried = await addPast({ seconds: 30 });
  await addPast({ seconds: 40 });
  await addPast({ seconds: 300 });
  await addPast({ storeId: retried, seconds: 1, createdAt: '2026-01-02' });
  await addPast({ seconds: 2, status: 'failed' });
  expect(await measureTypicalTimes()).toEqual([
    { type: 'medusa', kind: 'provision', totalMs: 40_000, samples: 3, stepsMs: { 'place-test-order': 2000 } },
  ]);
});

test('only the newest fifty count, so that what was slow long ago is forgotten', async () => {
  for (let index = 0; index < 50; index++) await addPast({ seconds: 10, createdAt: '2026-02-01' });
  expect(await measureTypicalTimes()).toMatchObject([{ totalMs: 10_000, samples: 50 }]);
});
