import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStore } from '#server/stores/service.ts';
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

  await platform.pool.query(`update operations set created_at = created_at - interval '50 seconds'`);
  const refusal = createStore(actor, { name: 'too-soon', type: 'medusa' });
  await expect(refusal).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterSeconds: expect.toSatisfy(isAboutTen),
  });

  await platform.pool.query(`update operations set created_at = created_at - interval '10 seconds'`);
  await expect(createStore(actor, { name: 'in-time', type: 'medusa' })).resolves.toMatchObject({ name: 'in-time' });
});

test('one person in a hurry holds nobody else up', async () => {
  const hasty = await newPerson();
  await settle(['a-1', 'a-2', 'a-3', 'a-4'].map((name) => createStore(hasty, { name: `x${name}`, type: 'medusa' })));
  const other = await newPerson();
  await expect(createStore(other, { name: 'calm', type: 'medusa' })).resolves.toMatchObject({ name: 'calm' });
});

const isAboutTen = (seconds: number) => seconds > 0 && seconds <= 10;
