import type { Goal, Pair } from './measurement.ts';

/** Of sorted or unsorted numbers: the middle one, the two between which half of them lie, and the one that 1 % exceed. */
export type Spread = { median: number; lower: number; upper: number; p99: number };

export type Summary = Record<'ours' | 'bare' | 'ratio' | 'difference', Spread> & {
  isMet: boolean;
  /** So far from the goal that it is no matter of a slow machine. */
  isAbsurd: boolean;
};

/** Machines that run checks are shared and noisy: no less than this many times the goal says anything. */
const ABSURD = 3;

/** Between two numbers of the sample it is interpolated. @throws for an empty sample */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (below === undefined || above === undefined) throw new Error('Nothing was measured.');
  return below + (above - below) * (position - Math.floor(position));
}

export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share: number) => quantile(sorted, share);
  return { median: at(0.5), lower: at(0.25), upper: at(0.75), p99: at(0.99) };
}

/** Ratio and difference are taken in each pair, not between the medians: what disturbed a pair disturbed both sides of it. */
export function summarise(pairs: readonly Pair[], goal: Goal): Summary {
  const spreads = {
    ours: spreadOf(pairs.map(({ ours }) => ours)),
    bare: spreadOf(pairs.map(({ bare }) => bare)),
    ratio: spreadOf(pairs.map(({ ours, bare }) => ours / bare)),
    difference: spreadOf(pairs.map(({ ours, bare }) => ours - bare)),
  };
  const { of, atMost, p99AtMost = Infinity } = goal;
  const { median, p99 } = spreads[of];
  return { ...spreads, isMet: median <= atMost && p99 <= p99AtMost, isAbsurd: median > atMost * ABSURD };
}
