import { expect, test } from 'vitest';
import { lastMessage } from '../../../images/medusa/program/order-check/report.ts';

const STEPS = Array.from({ length: 13 }, (_, at) => ({ name: `Step ${at}`, ms: 12_345 }));

test.each([
  ['letters', 'x'],
  ['characters of three bytes', '棚'],
  ['characters of two code units', '🛒'],
  ['characters that JSON writes in six bytes', '\u0001'],
])('a failure of many %s stands in the last message, which Kubernetes takes whole', (_, character) => {
  const message = lastMessage(STEPS, { step: 'Check out', answer: character.repeat(5000) });

  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4096);
  const { steps, failure } = JSON.parse(message);
  expect([steps, failure.step]).toEqual([STEPS, 'Check out']);
});

test('without a failure there is none in the last message', () => {
  expect(JSON.parse(lastMessage(STEPS))).toEqual({ steps: STEPS });
});
