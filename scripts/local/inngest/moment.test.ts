import { expect, test } from 'vitest';
import { backoff, findRetryAfter } from './backoff.ts';
import { momentOf } from './moment.ts';

const now = Date.UTC(2026, 0, 1);

test.each([
  ['1s', 1000],
  ['1h30m', 5_400_000],
  ['1w2d', 777_600_000],
  ['250ms', 250],
])('%s from now is %d ms later', (text, milliseconds) => {
  expect(momentOf(text, now) - now).toBe(milliseconds);
});

test('an ISO date is that date', () => {
  expect(momentOf('2026-01-02T00:00:00.000Z', now) - now).toBe(86_400_000);
});

test('a text that is no time is refused', () => {
  expect(() => momentOf('soon', now)).toThrow('"soon" is neither');
});

test.each([
  [0, 15_000, 45_000],
  [1, 30_000, 60_000],
  [50, 7_200_000, 7_230_000],
])(
  'without a setting the wait after attempt %d lies within the official table and its jitter',
  (attempt, least, most) => {
    const wait = backoff(attempt, null);
    expect(wait).toBeGreaterThanOrEqual(least);
    expect(wait).toBeLessThanOrEqual(most);
  },
);

test('with a setting every wait is that', () => {
  expect([backoff(0, 3000), backoff(7, 3000)]).toEqual([3000, 3000]);
});

test('retry-after names seconds or a date', () => {
  expect(findRetryAfter('5', now)).toBe(now + 5000);
  expect(findRetryAfter('2026-01-01T00:01:00.000Z', now)).toBe(now + 60_000);
  expect(findRetryAfter(undefined, now)).toBeNull();
});
