import { secondsOf, type Measurement } from './measurement.ts';

const STORES = 20;

/** What the platform makes of many requests at once. */
export const many: Measurement = {
  title: `${STORES} stores asked for at once, until the last is READY`,
  against: 'the same bare commands, one store after the other',
  unit: 's',
  pairs: 3,
  goal: { of: 'ratio', atMost: 1 / 3 },
  ours: (bench) => secondsOf(() => Promise.all(Array.from({ length: STORES }, () => bench.ours.create()))),
  bare: (bench) =>
    secondsOf(async () => {
      for (let store = 0; store < STORES; store++) await bench.bare.create();
    }),
};
