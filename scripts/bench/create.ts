import { secondsOf, type Measurement } from './measurement.ts';

/** What a person waits for: from the request to READY. */
export const create: Measurement = {
  title: 'store.create to the READY row, pods ready 10 s after their start',
  against: 'kubectl create + helm upgrade --install --wait',
  unit: 's',
  pairs: 10,
  goal: { of: 'ratio', atMost: 1.03 },
  ours: ({ ours }) => secondsOf(() => ours.create({ pace: 'slow' })),
  bare: ({ bare }) => secondsOf(() => bare.create('slow')),
};
