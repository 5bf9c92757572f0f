import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#server/db.ts';
import type { Actor } from '#server/stores/actor.ts';
import { acquireStep, failOperation, markReady } from '#server/stores/progress.ts';
import { checkOrder, createStore, deleteStore } from '#server/stores/service.ts';
import { newPerson, type Platform, preparePlatform, settle } from './platform.ts';

const LIMIT = 3;
const TIMES = { leaseSeconds: 60, boundSeconds: 20, timeoutSeconds: 600 };

let platform: Platform;

beforeAll(async () => {
  platform = await preparePlatform({ RATE_LIMIT_PER_MINUTE: String(LIMIT) });
});

afterAll(() => platform.close());

async function begin(operationId: string, step: string) {
  const holder = 'a process';
  const lease = await acquireStep({ operationId, step, runId: 'run', holder, deadHolder: null, ...TIMES });
  if (!lease) throw new Error('The lease was not to be had.');
  return { lease, fence: { operationId, attempt: lease.attempt, holder } };
}

/** A store of that person that is READY, and whose provisioning has ended unless it is said that it has not. */
async function readyStore(actor: Actor, { isDone = true } = {}) {
  const store = await createStore(actor, { name: `shop-${randomUUID().slice(0, 8)}`, type: 'medusa' });
  const { fence } = await begin(store.operation.id, 'place-test-order');
  await markReady(fence);
  if (isDone)
    await platform.pool.query(`update operations set status = 'succeeded' where id = $1`, [fence.operationId]);
  return store;
}

const checksOf = (storeId: string) => db().operation.findMany({ where: { storeId, kind: 'check' } });
const statusOf = async (id: string) => (await db().store.findUniqueOrThrow({ where: { id } })).status;

test('of ten order checks that are asked for at once one is accepted, told once, and moves in as a newer version', async () => {
  const actor = await newPerson();
  const store = await readyStore(actor);
  const { accepted, codes } = await settle(Array.from({ length: 10 }, () => checkOrder(actor, store.id)));
  const unchanged = { id: store.id, status: 'ready', operation: { id: store.operation.id } };
  expect(accepted).toMatchObject([{ store: unchanged }]);
  expect(accepted[0]?.store.version).toBeGreaterThan(store.version);
  expect(new Set(codes)).toEqual(new Set(['NOT_ALLOWED_NOW']));
  const [check, ...more] = await checksOf(store.id);
  expect(more).toEqual([]);
  expect(accepted[0]?.operationId).toBe(check?.id);
  expect(await db().auditEntry.findMany({ where: { storeId: store.id, action: 'store.check' } })).toMatchObject([
    { operationId: check?.id, actorEmail: actor.user.email },
  ]);
});

test('an order check that fails has a deadline, leaves the store READY, and ends in the audit log', async () => {
  const actor = await newPerson();
  const { id } = await readyStore(actor);
  await checkOrder(actor, id);
  const [check] = await checksOf(id);
  const { lease, fence } = await begin(check?.id ?? '', 'place-another-order');
  expect(lease.deadline).not.toBeNull();
  await failOperation(fence, { reason: 'JobFailed', step: 'place-another-order', message: 'The shop is silent.' });
  expect(await statusOf(id)).toBe('ready');
  const ends = await db().auditEntry.findMany({ where: { storeId: id, action: 'store.check.end' } });
  expect(ends).toMatchObject([{ operationId: check?.id, outcome: 'failed' }]);
  await expect(checkOrder(actor, id)).resolves.toMatchObject({ store: { status: 'ready' } });
});

test('no order is placed in a store that is not READY, at work, or another person’s; a deletion ends the check', async () => {
  const actor = await newPerson();
  const coming = await createStore(actor, { name: `shop-${randomUUID().slice(0, 8)}`, type: 'medusa' });
  const refused = { code: 'NOT_ALLOWED_NOW' };
  await expect(checkOrder(actor, coming.id)).rejects.toMatchObject(refused);
  const mailing = await readyStore(actor, { isDone: false });
  await expect(checkOrder(actor, mailing.id)).rejects.toMatchObject(refused);
  const { id } = await readyStore(actor);
  await expect(checkOrder(await newPerson(), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await checkOrder(actor, id);
  await deleteStore(actor, id);
  expect(await checksOf(id)).toMatchObject([{ status: 'cancelled' }]);
  await expect(checkOrder(actor, id)).rejects.toMatchObject(refused);
});

test(`more than ${LIMIT} order checks of one person in a minute are refused, whichever of their stores they are of`, async () => {
  const actor = await newPerson();
  const stores = [await readyStore(actor), await readyStore(actor)];
  const codes: string[] = [];
  for (let checks = 0; checks <= LIMIT; checks++) {
    const id = stores[checks % 2]?.id ?? '';
    codes.push(...(await settle([checkOrder(actor, id)])).codes);
    await platform.pool.query(`update operations set status = 'succeeded' where store_id = $1`, [id]);
  }
  expect(codes).toEqual(['RATE_LIMITED']);
});
