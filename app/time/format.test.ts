import { describe, expect, it } from 'vitest';
import { clock, duration, relativeTime } from './format.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const at = (iso: string) => new Date(iso);

describe('relativeTime', () => {
  it.each([
    ['2026-11-23T11:59:31Z', 'just now'],
    ['2026-11-23T12:00:20Z', 'in a moment'],
    ['2026-11-23T11:58:59Z', '1 minute ago'],
    ['2026-11-23T09:00:00Z', '3 hours ago'],
    ['2026-11-22T11:00:00Z', 'yesterday'],
    ['2026-12-23T12:00:00Z', 'in 30 days'],
  ])('says %s as "%s"', (iso, words) => {
    expect(relativeTime(at(iso), NOW)).toBe(words);
  });
});

describe('clock', () => {
  it.each([
    [-4_000, '0:00'],
    [7_999, '0:07'],
    [750_000, '12:30'],
    [3_723_000, '1:02:03'],
  ])('shows %d ms as %s', (milliseconds, words) => {
    expect(clock(milliseconds)).toBe(words);
  });
});

describe('duration', () => {
  it.each([
    [400, 'under 1 s'],
    [12_300, '12 s'],
    [59_700, '1 min'],
    [130_000, '2 min 10 s'],
    [3_900_000, '1 h 5 min'],
  ])('reads %d ms as %s', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words);
  });
});
