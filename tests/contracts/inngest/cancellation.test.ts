import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Setting, startSetting } from './setting.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(() => setting.stop());

test('a cancelled run finishes its running step, begins no other and calls no onFailure; the next id runs', async () => {
  const gate = setting.recorder.close('operation.1', 'first');
  await setting.send('contract/cancellable', 'operation.1', { key: 'operation' });
  await setting.recorder.reached('operation.1', 'first');
  await setting.send('contract/cancel', 'cancel-1', { key: 'operation' });
  await setting.settle();
  gate.open();
  await setting.settle();

  await setting.send('contract/cancellable', 'operation.2', { key: 'operation' });
  await setting.recorder.reached('operation.2', 'done');
  expect(setting.recorder.of('operation.1').map(({ place }) => place)).toEqual(['first']);
  expect(setting.recorder.of('operation.2').map(({ place }) => place)).toEqual(['first', 'second', 'done']);
});

test('a cancellation with another key changes nothing', async () => {
  const gate = setting.recorder.close('kept', 'first');
  await setting.send('contract/cancellable', 'kept', { key: 'kept' });
  await setting.recorder.reached('kept', 'first');
  await setting.send('contract/cancel', 'cancel-other', { key: 'other' });
  await setting.settle();
  gate.open();
  await setting.recorder.reached('kept', 'done');

  expect(setting.recorder.of('kept').map(({ place }) => place)).toEqual(['first', 'second', 'done']);
});
