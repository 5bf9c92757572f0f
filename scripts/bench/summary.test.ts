import { expect, it } from 'vitest';
import { spreadOf, summarise } from './summary.ts';

it('the spread is the median, the quartiles and the 99th percentile, in whatever order the numbers came', () => {
  expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ median: 3, lower: 2, upper: 4, p99: 4.96 });
  expect(spreadOf([2, 1])).toEqual({ median: 1.5, lower: 1.25, upper: 1.75, p99: 1.99 });
  expect(spreadOf([7])).toEqual({ median: 7, lower: 7, upper: 7, p99: 7 });
});

it('no measurement is no result', () => {
  expect(() => spreadOf([])).toThrow('Nothing was measured');
});

it('ratio and difference are taken in each pair: a disturbance of both sides does not count', () => {
  const pairs = [
    { ours: 2, bare: 1 },
    { ours: 200, bare: 100 },
    { ours: 4, bare: 2 },
  ];
  expect(summarise(pairs, { of: 'ratio', atMost: 2 })).toMatchObject({ ratio: { median: 2 }, isMet: true });
  const shifted = pairs.map(({ bare }) => ({ ours: bare + 3, bare }));
  expect(summarise(shifted, { of: 'difference', atMost: 3 })).toMatchObject({ difference: { median: 3 }, isMet: true });
});

it('a goal is met up to its very bound, be it of the ratio, of what is ours, or of the difference', () => {
  const pairs = [{ ours: 3, bare: 2 }];
  expect(summarise(pairs, { of: 'ratio', atMost: 1.5 }).isMet).toBe(true);
  expect(summarise(pairs, { of: 'ratio', atMost: 1.49 }).isMet).toBe(false);
  expect(summarise(pairs, { of: 'ours', atMost: 3 }).isMet).toBe(true);
  expect(summarise(pairs, { of: 'ours', atMost: 2.99 }).isMet).toBe(false);
  expect(summarise(pairs, { of: 'difference', atMost: 1 }).isMet).toBe(true);
  expect(summarise(pairs, { of: 'difference', atMost: 0.99 }).isMet).toBe(false);
});

it('more than three times the goal is absurd, whatever the goal is of', () => {
  const absurd = (ours: number) => summarise([{ ours, bare: 2 }], { of: 'ratio', atMost: 1 }).isAbsurd;
  expect([absurd(6), absurd(6.01)]).toEqual([false, true]);
  expect(summarise([{ ours: 10, bare: 1 }], { of: 'difference', atMost: 3 }).isAbsurd).toBe(false);
  expect(summarise([{ ours: 10.1, bare: 1 }], { of: 'difference', atMost: 3 }).isAbsurd).toBe(true);
});

it('a goal that says so also bounds the 99th percentile', () => {
  const pairs = [1, 1, 9].map((ours) => ({ ours, bare: 1 }));
  expect(summarise(pairs, { of: 'ours', atMost: 1, p99AtMost: 9 }).isMet).toBe(true);
  expect(summarise(pairs, { of: 'ours', atMost: 1, p99AtMost: 8 }).isMet).toBe(false);
});
