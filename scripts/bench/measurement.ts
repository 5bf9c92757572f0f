import type { Bench } from './bench.ts';

/** What a figure says. */
export type Question = {
  /** What is counted, in a few words; `{size}` stands for the size. */
  title: string;
  against: string;
  unit: 's' | 'ms' | 'kB' | 'MB' | 'MiB' | '%' | 'calls' | 'queries' | 'series' | 'points' | 'rows' | 'shift';
  /** How many pairs, unless the caller says otherwise. */
  pairs: number;
  /** How much of it there is, such as stores at once, unless the caller says otherwise. */
  size?: number;
  goal: Goal;
};

/** One figure: the same thing done by the platform and by what it is compared with, both on the bench `Place`. */
export type Measurement<Place = Bench> = Question & {
  /** Each does the work once and says what it took, in the unit. */
  ours(bench: Place, size: number): Promise<number>;
  bare(bench: Place, size: number): Promise<number>;
};

/** The most that the median may be, and the 99th percentile where it matters: of the ratios, of what is ours, or of ours − bare. */
export type Goal = { of: 'ratio' | 'ours' | 'difference'; atMost: number; p99AtMost?: number };

export type Pair = { ours: number; bare: number };

/** How many seconds the work takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** How many milliseconds the work takes. */
export const millisecondsOf = async (work: () => Promise<unknown>): Promise<number> => (await secondsOf(work)) * 1000;

/** Measures pairs in turns, so that whatever else the machine does concerns both sides; who begins alternates too. */
export async function measurePairs<Place>(
  { ours, bare, size = 1 }: Measurement<Place>,
  bench: Place,
  count: number,
  onPair: (pair: Pair, number: number) => void,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let index = 0; index < count; index++) {
    const sides = [['ours', ours] as const, ['bare', bare] as const];
    const taken: Pair = { ours: 0, bare: 0 };
    for (const [side, take] of index % 2 === 0 ? sides : sides.toReversed()) taken[side] = await take(bench, size);
    pairs.push(taken);
    onPair(taken, index + 1);
  }
  return pairs;
}
