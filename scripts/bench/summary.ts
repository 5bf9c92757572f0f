import type { Goal, Pair } from './measurement.ts';

/** Of sorted or unsorted numbers: the middle one, and the two between which half of them lie. */
export type Spread = { median: number; lower: number; upper: number };

export type Summary = { ours: Spread; bare: Spread; ratio: Spread; isMet: boolean };

/** Between two numbers of the sample it is interpolated. @throws for an empty sample */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (below === undefined || above === undefined) throw new Error('Nothing was measured.');
  return below + (above - below) * (position - Math.floor(position));
}

export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), lower: quantile(sorted, 0.25), upper: quantile(sorted, 0.75) };
}

/** The ratio is taken in each pair, not between the medians: what disturbed a pair disturbed both sides of it. */
export function summarise(pairs: readonly Pair[], goal: Goal): Summary {
  const ours = spreadOf(pairs.map((pair) => pair.ours));
  const bare = spreadOf(pairs.map((pair) => pair.bare));
  const ratio = spreadOf(pairs.map((pair) => pair.ours / pair.bare));
  return { ours, bare, ratio, isMet: { ours, ratio }[goal.of].median <= goal.atMost };
}
