import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { withImage } from './image.ts';
import { insertStores } from './many-rows.ts';
import { millisecondsOf, type Measurement } from './measurement.ts';

/** Prometheus asks every 30 s; here sooner. */
const SCRAPES = 20;
const BETWEEN_MS = 500;
/** By then the rows were counted: the app counts them every 15 s. */
const COUNTED_MS = 16_000;

let made: Promise<void> | undefined;
async function makeStores({ person, database }: Bench, stores: number): Promise<void> {
  await insertStores(database, (await person('scrape')).id, stores);
}

/** A pod with that many rows behind it, after it has counted them. */
async function withCounted<T>(
  bench: Bench,
  stores: number,
  use: (scrape: () => Promise<string>) => Promise<T>,
): Promise<T> {
  await (made ??= makeStores(bench, stores));
  return withImage(bench, {}, async ({ metrics }) => {
    await pause(COUNTED_MS);
    return use(async () => {
      const answer = await fetch(metrics);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${metrics} answered ${answer.status}: ${text}`);
      return text;
    });
  });
}

const question = { against: 'nothing', pairs: 3, size: 10_000, bare: async () => 0 } as const;

/** The slowest of several, one after the other. */
export const scrape: Measurement = {
  ...question,
  title: `the slowest of ${SCRAPES} scrapes of /metrics, {size} stores`,
  unit: 'ms',
  goal: { of: 'ours', atMost: 100 },
  ours: (bench, size) =>
    withCounted(bench, size, async (scrapeOnce) => {
      let slowest = 0;
      for (let number = 0; number < SCRAPES; number++) {
        slowest = Math.max(slowest, await millisecondsOf(scrapeOnce));
        await pause(BETWEEN_MS);
      }
      return slowest;
    }),
};

export const series: Measurement = {
  ...question,
  title: 'series in a scrape of /metrics, {size} stores',
  unit: 'series',
  pairs: 1,
  goal: { of: 'ours', atMost: 2_500 },
  ours: (bench, size) =>
    withCounted(bench, size, async (scrapeOnce) => {
      const lines = (await scrapeOnce()).split('\n');
      return lines.filter((line) => line !== '' && !line.startsWith('#')).length;
    }),
};
