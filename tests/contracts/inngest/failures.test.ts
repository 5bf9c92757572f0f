import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Setting, startSetting } from './setting.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(() => setting.stop());

test('a step that throws is tried again as often as the function says, then onFailure is called with its error', async () => {
  await setting.send('contract/fail', 'throws');
  const failure = await setting.recorder.reached('throws', 'onFailure');

  expect(failure.detail).toContain('as told');
  const attempts = setting.recorder.of('throws').filter(({ place }) => place === 'fails');
  expect(attempts.map(({ attempt }) => attempt)).toEqual([0, 1]);
  expect(setting.recorder.count('throws', 'before')).toBe(1);
});

test('a step that throws a NonRetriableError is not tried again', async () => {
  await setting.send('contract/fail', 'final', { kind: 'final' });
  const failure = await setting.recorder.reached('final', 'onFailure');

  expect(failure.detail).toContain('not again');
  expect(setting.recorder.count('final', 'fails')).toBe(1);
});

test('a step that throws a RetryAfterError is tried again when it said, not earlier', async () => {
  await setting.send('contract/fail', 'later', { kind: 'later' });
  await setting.recorder.reached('later', 'fails');
  const failedAt = Date.now();
  await setting.recorder.reached('later', 'fails', 2);

  // The usual wait of this suite is 2 s, the error says 4 s.
  expect(Date.now() - failedAt).toBeGreaterThan(3000);
});

test('a function that throws outside of its steps is tried again, then onFailure is called', async () => {
  await setting.send('contract/throw', 'outside');
  const failure = await setting.recorder.reached('outside', 'onFailure');

  expect(failure.detail).toContain('outside of any step');
  expect(setting.recorder.count('outside', 'throws')).toBe(2);
});

test('a step whose app is killed is run again as a later attempt, and finished steps are not repeated', async () => {
  const gate = setting.recorder.close('killed', 'two');
  await setting.send('contract/sequence', 'killed');
  await setting.recorder.reached('killed', 'two');
  await setting.killApp();
  gate.open();
  await setting.startApp();
  const again = await setting.recorder.reached('killed', 'two', 2);
  await setting.recorder.reached('killed', 'done');

  // It is attempt 1, or a later one where the app takes longer to come back than the server waits.
  expect(again.attempt).toBeGreaterThan(0);
  expect(setting.recorder.of('killed').map(({ place }) => place)).toEqual(['one', 'two', 'two', 'three', 'done']);
});

test('a run without retries is lost when the app is killed in a step', async () => {
  const gate = setting.recorder.close('lost', 'two');
  await setting.send('contract/fragile', 'lost');
  await setting.recorder.reached('lost', 'two');
  await setting.killApp();
  gate.open();
  await setting.startApp();
  await setting.send('contract/fail', 'later-than-lost');
  await setting.recorder.reached('later-than-lost', 'onFailure');

  expect(setting.recorder.count('lost', 'two')).toBe(1);
});

test('a run that is to begin while the app is away begins when it is back', async () => {
  await setting.killApp();
  await setting.send('contract/sequence', 'patient');
  await setting.startApp();
  await setting.recorder.reached('patient', 'done');

  expect(setting.recorder.count('patient', 'one')).toBe(1);
});
