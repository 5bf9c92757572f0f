import { describe, it } from 'vitest';
import { openJournal } from './history/journal.ts';
import { drawPlan } from './history/plan.ts';
import { expectToSurvive, NARROW } from './history/run.ts';
import { RUNS } from './history-seeds.ts';
import { createWorld } from './support/world.ts';

/**
 * Several people use two replicas while faults befall all that they stand on; then everything heals, and the invariants hold.
 * What is done when, and which fault comes when, is drawn from the seed: `npm run test:history -- --seed N --seconds S` does the
 * same again. How the processes interleave is not reproducible: a seed that failed once may pass the next time, and is worth
 * running many times.
 */
const { HISTORY_SEEDS, HISTORY_SECONDS } = process.env;
const runs =
  HISTORY_SEEDS?.split(',').map((seed) => ({ seed: Number(seed), seconds: Number(HISTORY_SECONDS) })) ?? RUNS;

/** Two at a time: a run waits more than it computes. */
const pairs = runs.flatMap((_, index) => (index % 2 === 0 ? [runs.slice(index, index + 2)] : []));

const LONGEST_SECONDS = Math.max(...runs.map(({ seconds }) => seconds));
/** Beyond the faults: the start of everything, the end of all work, the checks. */
const MORE_SECONDS = 300;

describe.each(pairs)('whatever happens to it', (...pair) => {
  it.concurrent.each(pair)(
    'seed $seed, $seconds s: after it all, the invariants hold',
    async ({ seed, seconds }) => {
      console.log(`history: seed ${seed}, ${seconds} s`);
      const plan = drawPlan(seed, seconds);
      const world = await createWorld(NARROW);
      const journal = openJournal(plan);
      try {
        await expectToSurvive(world, plan, journal);
        journal.discard();
      } catch (error) {
        journal.note('world', 'failed', String(error));
        await journal.keep(world);
        console.error(`history: seed ${seed}, ${seconds} s failed; what was done when: ${journal.folder}`);
        throw error;
      } finally {
        await world.close();
      }
    },
    (LONGEST_SECONDS + MORE_SECONDS) * 1000,
  );
});
