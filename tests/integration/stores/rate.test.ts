import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStore, retryStore } from '#server/stores/service.ts';
import { newPerson, type Platform, preparePlatform, settle } from './platform.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await preparePlatform({ RATE_LIMIT_PER_MINUTE: '3' });
});

afterAll(() => platform.close());

test('no more than the limit is created in a minute, even at once, and the refusal says when to come back', async () => {
  const actor = await newPerson();
  const names = Array.from({ length: 9 }, (_, index) => `quick-${index}`);
  const { accepted, codes } = await settle(names.map((name) => createStore(actor, { name, type: 'medusa' })));
  expect(accepted).toHaveLength(3);
  expect(new Set(codes)).toEqual(new Set(['RATE_LIMITED']));

  await letPass('50 seconds');
  const refusal = createStore(actor, { name: 'too-soon', type: 'medusa' });
  await expect(refusal).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterSeconds: expect.toSatisfy(isAboutTen),
  });

  await letPass('10 seconds');
  await expect(createStore(actor, { name: 'in-time', type: 'medusa' })).resolves.toMatchObject({ name: 'in-time' });
});

test('a retry is no creation', async () => {
  const actor = await newPerson();
  const { id } = await createStore(actor, { name: 'again-and-again', type: 'medusa' });
  for (let tried = 0; tried < 4; tried++) {
    await platform.pool.query(`update operations set status = 'failed' where store_id = $1`, [id]);
    await platform.pool.query(`update stores set status = 'failed' where id = $1`, [id]);
    await retryStore(actor, id);
  }
  await expect(createStore(actor, { name: 'beside-it', type: 'medusa' })).resolves.toMatchObject({ name: 'beside-it' });
});

test('one person in a hurry holds nobody else up', async () => {
  const hasty = await newPerson();
  await settle(['a-1', 'a-2', 'a-3', 'a-4'].map((name) => createStore(hasty, { name: `x${name}`, type: 'medusa' })));
  const other = await newPerson();
  await expect(createStore(other, { name: 'calm', type: 'medusa' })).resolves.toMatchObject({ name: 'calm' });
});

/** As if what the audit log says had been so much earlier. */
const letPass = (interval: string) =>
  platform.pool.query(`update audit_entries set at = at - $1::interval`, [interval]);

const isAboutTen = (seconds: number) => seconds > 0 && seconds <= 10;
