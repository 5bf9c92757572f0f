import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimDispatches, listLiveOperations, recordSent } from '#server/stores/outbox.ts';
import { listOperations } from '#server/stores/repository.ts';
import { createStore } from '#server/stores/service.ts';
import { newPerson, type Platform, preparePlatform } from './platform.ts';

const CLAIM_SECONDS = 60;

let platform: Platform;

beforeAll(async () => {
  platform = await preparePlatform();
  const actor = await newPerson();
  for (let index = 0; index < 12; index++) await createStore(actor, { name: `shop-${index}`, type: 'medusa' });
});

afterAll(() => platform.close());

const wantAll = async (next = false) =>
  (await listLiveOperations()).rows.map(({ id, dispatch }) => ({ id, dispatch, next }));

test('dispatchers that look at once never take one operation twice', async () => {
  const wanted = await wantAll();
  const claims = await Promise.all(Array.from({ length: 6 }, () => claimDispatches(wanted, CLAIM_SECONDS)));
  const ids = claims.flat().map(({ id }) => id);
  expect(ids.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
});

test('what one has taken is left alone until its claim is over', async () => {
  expect(await claimDispatches(await wantAll(), CLAIM_SECONDS)).toEqual([]);
  await platform.pool.query(`update operations set send_after = now()`);
  expect(await claimDispatches(await wantAll(), CLAIM_SECONDS)).toHaveLength(12);
});

test('a send that was not acknowledged may be repeated at once, under the same number', async () => {
  const sent = await wantAll();
  await recordSent(sent, false);
  const { rows } = await listLiveOperations();
  expect(rows.every(({ sentAt, dispatch }) => sentAt === null && dispatch === 1)).toBe(true);
  expect(await claimDispatches(await wantAll(), CLAIM_SECONDS)).toHaveLength(12);
});

test('a further dispatch has the next number, and the acknowledgement of the one before does not count for it', async () => {
  const before = await wantAll();
  await recordSent(before, true);
  const claimed = await claimDispatches(await wantAll(true), CLAIM_SECONDS);
  expect(claimed.every(({ dispatch }) => dispatch === 2)).toBe(true);
  await recordSent(before, true);
  const { rows } = await listLiveOperations();
  expect(rows.every(({ sentAt }) => sentAt === null)).toBe(true);
});

test('an operation that changed since it was looked at is not taken', async () => {
  await platform.pool.query(`update operations set send_after = now()`);
  const stale = (await wantAll()).map((wanted) => ({ ...wanted, dispatch: 1 }));
  expect(await claimDispatches(stale, CLAIM_SECONDS)).toEqual([]);
  const wanted = await wantAll();
  await platform.pool.query(`update operations set status = 'cancelled'`);
  expect(await claimDispatches(wanted, CLAIM_SECONDS)).toEqual([]);
});

test('an operation of a kind that only a later version knows is left to that, and hidden here', async () => {
  const actor = await newPerson();
  const { id, operation } = await createStore(actor, { name: 'of-later', type: 'medusa' });
  await platform.pool.query(`alter type operation_kind add value 'later'`);
  await platform.pool.query(`update operations set status = 'succeeded' where id = $1`, [operation.id]);
  await platform.pool.query(
    `insert into operations (id, store_id, store_name, store_type, requested_by_id, kind)
     values (gen_random_uuid(), $1, 'of-later', 'medusa', $2, 'later')`,
    [id, actor.user.id],
  );
  expect((await listLiveOperations()).rows).toEqual([]);
  expect((await listOperations(actor.user.id, id)).map(({ kind }) => kind)).toEqual(['provision']);
});
