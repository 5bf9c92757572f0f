import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '#scripts/local/until.ts';
import { changeFeed } from '#server/stores/change-feed.ts';
import { acquireStep, noteWait } from '#server/stores/progress.ts';
import { createStore, deleteStore } from '#server/stores/service.ts';
import { keepLease, recheckLease } from '#server/workflows/lease.ts';
import { newPerson, type Platform, preparePlatform } from '#tests/integration/stores/platform.ts';

const STEP = 'reserve-namespace';
/** More than go by while the first renewal waits for a connection of its own. */
const NOTES = 40;

let platform: Platform;

beforeAll(async () => {
  // No renewal falls into the test.
  platform = await preparePlatform({ LEASE_SECONDS: '120', LEASE_RENEW_SECONDS: '100' });
  changeFeed().on('changed', recheckLease);
  await until('notices to come', 10, () => changeFeed().isLive);
});

afterAll(() => platform.close());

async function leaseEnd(operationId: string): Promise<unknown> {
  const { rows } = await platform.pool.query('select lease_until::text as until from operations where id = $1', [
    operationId,
  ]);
  return rows;
}

test('what an operation writes itself renews no lease, and its cancellation ends the lease at once', async () => {
  const actor = await newPerson();
  const { id, operation } = await createStore(actor, { name: 'leased-shop', type: 'medusa' });
  const times = { leaseSeconds: 120, boundSeconds: 20, timeoutSeconds: 600 };
  const holder = 'a process';
  const step = { operationId: operation.id, step: STEP, runId: 'run', holder, deadHolder: null };
  const acquired = await acquireStep({ ...step, ...times });
  const fence = { operationId: operation.id, attempt: acquired?.attempt ?? 0, holder };
  const lease = keepLease(id, fence, performance.now());
  const before = await leaseEnd(operation.id);
  for (let note = 0; note < NOTES; note++) {
    const told = once(changeFeed(), 'changed');
    await noteWait(fence, STEP, `Waits for the ${note}th time`);
    await told;
  }
  expect(await leaseEnd(operation.id)).toEqual(before);

  await deleteStore(actor, id);
  await until('the lease to be lost', 10, () => lease.isLost());
  lease.stop();
});
