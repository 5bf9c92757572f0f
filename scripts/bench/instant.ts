import { millisecondsOf, type Measurement } from './measurement.ts';

/** What the platform adds to the same work by hand, where pods hide nothing of it. */
export const instant: Measurement = {
  title: 'store.create to the READY row, pods ready at once',
  against: 'kubectl create + helm upgrade --install --wait',
  unit: 'ms',
  pairs: 20,
  goal: { of: 'difference', atMost: 350, p99AtMost: 1_000 },
  ours: ({ ours }) => millisecondsOf(() => ours.create()),
  bare: ({ bare }) => millisecondsOf(() => bare.create()),
};
