import { secondsOf, type Measurement } from './measurement.ts';

/** How fast releases are made where no pod is waited for; Flux's helm-controller publishes 3.6 to 3.85 a second on 16 cores. */
export const releases: Measurement = {
  title: 'seconds a release, {size} stores at once, charts without pods',
  against: 'the same bare commands, eight stores at a time (xargs -P 8)',
  unit: 's',
  pairs: 3,
  size: 40,
  goal: { of: 'ours', atMost: 1 / 5 },
  ours: async ({ ours }, size) => (await secondsOf(() => ours.createMany(size, { pace: 'empty' }))) / size,
  bare: async ({ bare }, size) => (await secondsOf(() => bare.createMany(size, 8, 'empty'))) / size,
};
