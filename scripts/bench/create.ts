import { secondsOf, type Measurement } from './measurement.ts';

/** What a person waits for: from the request to READY. */
export const create: Measurement = {
  title: 'store.create to the READY row, pods ready 5 s after their start',
  against: 'kubectl create + helm upgrade --install --wait',
  unit: 's',
  pairs: 20,
  goal: { of: 'ratio', atMost: 1.1 },
  ours: (bench) => secondsOf(() => bench.ours.create()),
  bare: (bench) => secondsOf(() => bench.bare.create()),
};
