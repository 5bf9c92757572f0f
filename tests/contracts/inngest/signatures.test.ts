import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Setting, startSetting } from './setting.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(() => setting.stop());

const otherKey = 'f'.repeat(32);

test('a run goes through when both sides sign with one key', async () => {
  await setting.send('contract/sequence', 'signed');
  await setting.recorder.reached('signed', 'done');

  expect(setting.recorder.count('signed', 'three')).toBe(1);
});

test('the app refuses a call that is not signed', async () => {
  const answer = await fetch(`${setting.appUrl}?fnId=contract-sequence&stepId=step`, {
    method: 'POST',
    body: JSON.stringify({ event: { name: 'contract/sequence', data: {} }, ctx: { run_id: 'forged' } }),
  });

  expect(answer.status).toBe(401);
});

test('the server refuses an event with another event key', async () => {
  const answer = await fetch(`${setting.serverUrl}/e/another-event-key`, {
    method: 'POST',
    body: JSON.stringify({ name: 'contract/sequence', id: 'forged', data: {} }),
  });
  await setting.settle();

  expect(answer.status).toBe(401);
  expect(setting.recorder.of('forged')).toEqual([]);
});

test.each([
  ['without a signature', {}],
  ['signed with another key', { authorization: `Bearer ${otherKey}` }],
])('the server refuses a registration %s', async (_how, headers) => {
  const answer = await fetch(`${setting.serverUrl}/fn/register`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ appName: 'contract', url: setting.appUrl, functions: [] }),
  });

  expect(answer.status).toBe(401);
  // The refused registration, which has no function, did not replace the real one.
  await setting.settle();
});
