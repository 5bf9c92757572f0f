import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Setting, startSetting } from './setting.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(() => setting.stop());

test('the steps of a run happen once each and in their order', async () => {
  await setting.send('contract/sequence', 'ordered');
  await setting.recorder.reached('ordered', 'done');

  expect(setting.recorder.of('ordered').map(({ place }) => place)).toEqual(['one', 'two', 'three', 'done']);
});

test('a long wait in slices that spans many requests runs each slice once and in order', async () => {
  await setting.send('contract/slices', 'sliced', { slices: 60 });
  await setting.recorder.reached('sliced', 'done');

  const slices = setting.recorder.of('sliced').filter(({ place }) => place === 'slice');
  expect(slices.map(({ detail }) => detail)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
});

test('parallel steps and a sleep all end before the function goes on, once each', async () => {
  await setting.send('contract/parallel', 'side-by-side');
  const after = await setting.recorder.reached('side-by-side', 'after');
  await setting.recorder.reached('side-by-side', 'done');

  expect(after.detail).toEqual(['l', 'r', null]);
  expect(setting.recorder.count('side-by-side', 'left')).toBe(1);
  expect(setting.recorder.count('side-by-side', 'right')).toBe(1);
  expect(setting.recorder.count('side-by-side', 'after')).toBe(1);
});

test('a wait ends with the event that matches, and not with another', async () => {
  await setting.send('contract/wait', 'waiting', { key: 'mine', timeout: '1h' });
  await setting.recorder.reached('waiting', 'before');
  await setting.sendUntil('waiting', 'done', [
    ['contract/answer', { key: 'other', word: 'no' }],
    ['contract/answer', { key: 'mine', word: 'yes' }],
  ]);
  const done = await setting.recorder.reached('waiting', 'done');

  expect(done.detail).toEqual({ key: 'mine', word: 'yes' });
});

test('a wait whose time is over gives null', async () => {
  await setting.send('contract/wait', 'in-vain', { key: 'nobody', timeout: '1s' });
  const done = await setting.recorder.reached('in-vain', 'done');

  expect(done.detail).toBeNull();
});

test('an invoked function gives its value to the step that invoked it', async () => {
  await setting.send('contract/invoke', 'invoking', { number: 21 });
  const done = await setting.recorder.reached('invoking', 'done');

  expect(done.detail).toEqual({ doubled: 42 });
});

test('the error of an invoked function reaches the step that invoked it', async () => {
  await setting.send('contract/invoke', 'invoking-failure', { isToFail: true });
  const done = await setting.recorder.reached('invoking-failure', 'done');

  expect(done.detail).toContain('invoked in vain');
});

test('a function that catches the error of a step goes on', async () => {
  await setting.send('contract/catch', 'caught');
  const after = await setting.recorder.reached('caught', 'after');
  await setting.recorder.reached('caught', 'done');

  expect(after.detail).toBe('cannot be done');
});
