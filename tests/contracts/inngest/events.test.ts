import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Setting, startSetting } from './setting.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(() => setting.stop());

test('the same event id twice starts one run, and both answers say 200 with ids of their own', async () => {
  const first = await setting.send('contract/sequence', 'twice');
  const second = await setting.send('contract/sequence', 'twice');
  await setting.recorder.reached('twice', 'done');
  await setting.settle();

  expect(first.status).toBe(200);
  expect(second.status).toBe(200);
  expect(first.ids).not.toEqual(second.ids);
  expect(setting.recorder.count('twice', 'one')).toBe(1);
});

test('the same event id twenty times at once starts one run', async () => {
  await Promise.all(Array.from({ length: 20 }, () => setting.send('contract/sequence', 'twenty')));
  await setting.recorder.reached('twenty', 'done');
  await setting.settle();

  expect(setting.recorder.count('twenty', 'one')).toBe(1);
});

test('the next event id starts a new run', async () => {
  await setting.send('contract/sequence', 'operation.1');
  await setting.send('contract/sequence', 'operation.2');
  const [first, second] = await Promise.all([
    setting.recorder.reached('operation.1', 'done'),
    setting.recorder.reached('operation.2', 'done'),
  ]);

  expect(first.runId).not.toBe(second.runId);
});

test('an event whose trigger expression does not hold starts no run', async () => {
  await setting.send('contract/filtered', 'unwanted', { kind: 'other' });
  await setting.send('contract/filtered', 'wanted', { kind: 'wanted' });
  await setting.recorder.reached('wanted', 'done');
  await setting.settle();

  expect(setting.recorder.count('unwanted', 'done')).toBe(0);
});

test('an event that a step sends starts a run', async () => {
  await setting.send('contract/send', 'sender', { next: 'sent-on' });

  const done = await setting.recorder.reached('sent-on', 'done');
  expect(done.attempt).toBe(0);
});
