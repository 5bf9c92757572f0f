import { expect, it } from 'vitest';
import { spreadOf, summarise } from './summary.ts';

it('the spread is the median and the quartiles, in whatever order the numbers came', () => {
  expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ median: 3, lower: 2, upper: 4 });
  expect(spreadOf([2, 1])).toEqual({ median: 1.5, lower: 1.25, upper: 1.75 });
  expect(spreadOf([7])).toEqual({ median: 7, lower: 7, upper: 7 });
});

it('no measurement is no result', () => {
  expect(() => spreadOf([])).toThrow('Nothing was measured');
});

it('the ratio is taken in each pair: a disturbance of both sides does not count', () => {
  const pairs = [
    { ours: 2, bare: 1 },
    { ours: 200, bare: 100 },
    { ours: 4, bare: 2 },
  ];
  expect(summarise(pairs, { of: 'ratio', atMost: 2 })).toMatchObject({ ratio: { median: 2 }, isMet: true });
});

it('a goal is met up to its very bound, be it of the ratio or of what is ours', () => {
  const pairs = [{ ours: 3, bare: 2 }];
  expect(summarise(pairs, { of: 'ratio', atMost: 1.5 }).isMet).toBe(true);
  expect(summarise(pairs, { of: 'ratio', atMost: 1.49 }).isMet).toBe(false);
  expect(summarise(pairs, { of: 'ours', atMost: 3 }).isMet).toBe(true);
  expect(summarise(pairs, { of: 'ours', atMost: 2.99 }).isMet).toBe(false);
});
