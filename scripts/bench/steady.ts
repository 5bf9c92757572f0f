import { setTimeout as pause } from 'node:timers/promises';
import { findService } from '#scripts/local/services.ts';
import { say } from '#scripts/local/say.ts';
import { Audience } from './audience.ts';
import type { Bench } from './bench.ts';
import type { Measurement } from './measurement.ts';
import { residentMegabytes } from './resident-memory.ts';
import { streamOf } from './streams.ts';
import { spreadOf } from './summary.ts';

const MINUTES = 10;
const SECONDS_A_MINUTE = 60;
/** Minutes that are compared with as many. */
const SPAN = 4;

/** A minute in which every stream gets a message a second; the median of what the process held. */
async function holdAMinute(bench: Bench, audience: Audience, pid: number): Promise<number> {
  const held: number[] = [];
  for (let second = 0; second < SECONDS_A_MINUTE; second++) {
    const [megabytes] = await Promise.all([residentMegabytes(pid), audience.changeAll(bench), pause(1_000)]);
    held.push(megabytes);
  }
  return spreadOf(held).median;
}

/**
 * How much more the app holds at most in the last four minutes than in the second to the fifth; in the first it is still warming up. What
 * it holds goes up and down by a quarter within minutes, so that two single ones tell no growth; what messages left behind would raise the
 * most of it.
 */
async function growth(bench: Bench, streams: number): Promise<number> {
  const pid = findService(bench.instance.dir, 'app');
  if (pid === null) throw new Error(`The app in ${bench.instance.dir} has ended: see its log.`);
  const audience = await Audience.open(bench, streams, streamOf(bench));
  try {
    const minutes: number[] = [];
    for (let minute = 1; minute <= MINUTES; minute++) {
      const held = await holdAMinute(bench, audience, pid);
      say(`  minute ${minute} of ${MINUTES}: ${held.toFixed(0)} MB`);
      minutes.push(held);
    }
    return Math.max(...minutes.slice(-SPAN)) - Math.max(...minutes.slice(1, 1 + SPAN));
  } finally {
    audience.close();
  }
}

/** Whether pages may stay open: what a message left behind in the process would add up. */
export const steady: Measurement = {
  title: `growth of the most memory in ${MINUTES} minutes, {size} streams with a message a second each, none lost`,
  against: 'nothing',
  unit: 'MB',
  pairs: 1,
  size: 500,
  goal: { of: 'ours', atMost: 20 },
  ours: growth,
  bare: async () => 0,
};
