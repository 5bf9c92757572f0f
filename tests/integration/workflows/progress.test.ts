import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#server/stores/actor.ts';
import {
  acquireStep,
  completeOperation,
  failOperation,
  type Fence,
  finishStep,
  listOtherHolders,
  markReady,
  noteWait,
  releaseLease,
  renewLease,
} from '#server/stores/progress.ts';
import { getStore } from '#server/stores/repository.ts';
import { createStore, deleteStore, retryStore } from '#server/stores/service.ts';
import type { StoreView } from '#server/stores/view.ts';
import { markNamespaceMissing } from '#server/stores/whereabouts.ts';
import { newPerson, type Platform, preparePlatform } from '#tests/integration/stores/platform.ts';

const STEP = 'reserve-namespace';
const LEASE_SECONDS = 60;
const BOUND_SECONDS = 20;
const FAILURE = { reason: 'Timeout', step: STEP, message: 'too late' } as const;

let platform: Platform;
let actor: Actor;
let store: StoreView;
let stores = 0;

beforeAll(async () => {
  platform = await preparePlatform();
  actor = await newPerson();
});

afterAll(() => platform.close());

beforeEach(async () => {
  store = await createStore(actor, { name: `shop-${stores++}`, type: 'medusa' });
});

async function acquire(runId: string, holder: string, changes: { step?: string; deadHolder?: string } = {}) {
  const acquired = await acquireStep({
    operationId: store.operation.id,
    step: STEP,
    runId,
    holder,
    deadHolder: null,
    leaseSeconds: LEASE_SECONDS,
    boundSeconds: BOUND_SECONDS,
    timeoutSeconds: 600,
    ...changes,
  });
  return acquired && { ...acquired, fence: { operationId: store.operation.id, attempt: acquired.attempt, holder } };
}

/** The fence of a step that was got. */
async function begin(
  runId: string,
  holder: string,
  changes: { step?: string; deadHolder?: string } = {},
): Promise<Fence> {
  const acquired = await acquire(runId, holder, changes);
  if (!acquired) throw new Error(`${holder} did not get the lease.`);
  return acquired.fence;
}

/** Moves the end of the lease into the past. */
const letLeaseEnd = (secondsAgo: number) =>
  platform.pool.query(`update operations set lease_until = now() - make_interval(secs => $2) where id = $1`, [
    store.operation.id,
    secondsAgo,
  ]);
const current = () => getStore(actor.user.id, store.id);

describe('a lease', () => {
  test('is had by one process alone', async () => {
    const got = await Promise.all(Array.from({ length: 8 }, (_, index) => acquire(`run-${index}`, `holder-${index}`)));
    expect(got.filter(Boolean)).toHaveLength(1);
  });

  test('between two steps belongs to its run, and goes on under the same number', async () => {
    const fence = await begin('run-1', 'holder-1');
    await finishStep(fence, STEP, null, LEASE_SECONDS);
    expect(await acquire('run-2', 'holder-2')).toBeNull();
    expect(await begin('run-1', 'holder-1', { step: 'apply-limits' })).toMatchObject({ attempt: fence.attempt });
  });

  test('is not had twice by one run, whose call was repeated while the first one still works', async () => {
    await begin('run-1', 'holder-1');
    expect(await acquire('run-1', 'holder-1')).toBeNull();
  });

  test('that ran out in a step is free only when the longest write must have ended', async () => {
    const first = await begin('run-1', 'holder-1');
    await letLeaseEnd(BOUND_SECONDS - 5);
    expect(await acquire('run-2', 'holder-2')).toBeNull();
    await letLeaseEnd(BOUND_SECONDS + 1);
    expect(await begin('run-2', 'holder-2')).toMatchObject({ attempt: first.attempt + 1 });
  });

  test('that ran out between two steps is free at once', async () => {
    const fence = await begin('run-1', 'holder-1');
    await releaseLease(fence, LEASE_SECONDS);
    await letLeaseEnd(1);
    expect(await begin('run-2', 'holder-2')).toMatchObject({ attempt: fence.attempt + 1 });
  });

  test('of a dead process is free at once, and not that of another', async () => {
    await begin('run-1', 'holder-1');
    expect(await acquire('run-2', 'holder-2', { deadHolder: 'holder-0' })).toBeNull();
    expect(await acquire('run-2', 'holder-2', { deadHolder: 'holder-1' })).not.toBeNull();
  });

  test('cannot be renewed by whom it was taken from', async () => {
    const old = await begin('run-1', 'holder-1');
    const newest = await begin('run-2', 'holder-2', { deadHolder: 'holder-1' });
    expect(await renewLease(old, LEASE_SECONDS)).toBe(false);
    expect(await renewLease(newest, LEASE_SECONDS)).toBe(true);
  });

  test('of a cancelled operation ends with its next renewal, and is told to the deletion until it was given back', async () => {
    const fence = await begin('run-1', 'holder-1');
    const { operation } = await deleteStore(actor, store.id);
    expect(await renewLease(fence, LEASE_SECONDS)).toBe(false);
    expect(await listOtherHolders(store.id, operation.id, BOUND_SECONDS)).toEqual(['holder-1']);
    await releaseLease(fence, LEASE_SECONDS);
    expect(await listOtherHolders(store.id, operation.id, BOUND_SECONDS)).toEqual([]);
  });
});

describe('only the newest attempt writes', () => {
  test('the one before may neither finish, fail, complete, note nor make ready', async () => {
    const old = await begin('run-1', 'holder-1');
    await begin('run-2', 'holder-2', { deadHolder: 'holder-1' });
    const before = await current();
    expect(await finishStep(old, STEP, 'late', LEASE_SECONDS)).toBe(false);
    expect(await failOperation(old, FAILURE)).toBe(false);
    expect(await completeOperation(old, STEP, 'late')).toBe(false);
    expect(await markReady(old)).toBe(false);
    await noteWait(old, STEP, 'late');
    await releaseLease(old, LEASE_SECONDS);
    expect(await current()).toEqual(before);
    expect(await acquire('run-3', 'holder-3')).toBeNull();
  });
});

describe('a deletion', () => {
  test('a late provisioning failure cannot overwrite a deletion', async () => {
    const fence = await begin('run-1', 'holder-1');
    await deleteStore(actor, store.id);
    expect(await failOperation(fence, FAILURE)).toBe(false);
    expect(await current()).toMatchObject({ status: 'deleting', operation: { kind: 'delete', status: 'queued' } });
  });

  test('a late READY cannot overwrite a deletion', async () => {
    const fence = await begin('run-1', 'holder-1');
    await deleteStore(actor, store.id);
    expect(await markReady(fence)).toBe(false);
    expect(await completeOperation(fence, STEP, null)).toBe(false);
    expect((await current()).status).toBe('deleting');
  });

  test('a cancelled operation cannot be taken up again', async () => {
    await deleteStore(actor, store.id);
    expect(await acquire('run-1', 'holder-1')).toBeNull();
  });

  test('against the end of a provisioning at the same moment: no deadlock, and the deletion stands', async () => {
    const fence = await begin('run-1', 'holder-1');
    const [deletion] = await Promise.allSettled([
      deleteStore(actor, store.id),
      markReady(fence),
      noteWait(fence, STEP, 'meanwhile'),
      finishStep(fence, STEP, null, LEASE_SECONDS),
      renewLease(fence, LEASE_SECONDS),
    ]).then((results) => results.map(({ status }) => status));
    expect(deletion).toBe('fulfilled');
    expect((await current()).status).toBe('deleting');
  });
});

describe('what fails after READY', () => {
  test('does not unmake it', async () => {
    const fence = await begin('run-1', 'holder-1');
    await markReady(fence);
    expect(await failOperation(fence, FAILURE)).toBe(true);
    expect((await current()).status).toBe('ready');
  });
});

describe('F39 a namespace that is missing', () => {
  const missing = { reason: 'NamespaceMissing', step: STEP, message: 'gone' } as const;
  const mark = () => markNamespaceMissing(store.id, missing);

  test('fails a READY store for which nothing is under way, and it can be retried', async () => {
    const fence = await begin('run-1', 'holder-1');
    expect(await mark(), 'provisioning').toBe(false);
    await markReady(fence);
    expect(await mark(), 'READY, its mail under way').toBe(false);
    await completeOperation(fence, STEP, null);
    const { version } = await current();
    expect(await mark()).toBe(true);
    const failed = await current();
    expect(failed).toMatchObject({ status: 'failed', operation: { status: 'succeeded', failure: missing } });
    expect(failed.version).toBeGreaterThan(version);
    expect(await mark(), 'known').toBe(false);
    expect(await retryStore(actor, store.id)).toMatchObject({ status: 'provisioning', operation: { failure: null } });
  });

  // Once in fifteen times the two met where they deadlocked.
  test('changes nothing about a deletion, even one that is asked for at the same moment', { repeats: 40 }, async () => {
    const fence = await begin('run-1', 'holder-1');
    await markReady(fence);
    await completeOperation(fence, STEP, null);
    await Promise.all([deleteStore(actor, store.id), mark()]);
    expect(await mark()).toBe(false);
    expect(await current()).toMatchObject({ status: 'deleting', operation: { kind: 'delete', failure: null } });
  });
});
