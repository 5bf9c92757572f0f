import { secondsOf, type Measurement } from './measurement.ts';

const crowdAgainst = (lanes: number, against: string, atMost: number): Measurement => ({
  title: '{size} stores asked for at once, until the last is READY, pods ready 10 s after their start',
  against,
  unit: 's',
  pairs: 1,
  size: 100,
  goal: { of: 'ratio', atMost },
  ours: ({ ours }, size) => secondsOf(() => ours.createMany(size, { pace: 'slow' })),
  bare: ({ bare }, size) => secondsOf(() => bare.createMany(size, lanes, 'slow')),
});

/** What the platform makes of many requests at once. */
export const many = crowdAgainst(1, 'the same bare commands, one store after the other', 1 / 8);

/** The same against the most that the bare commands can do. */
export const crowd = crowdAgainst(8, 'the same bare commands, eight stores at a time (xargs -P 8)', 1.1);
