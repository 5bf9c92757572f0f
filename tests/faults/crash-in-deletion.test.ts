import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepNames } from '#server/stores/steps.ts';
import { namespacesOf } from './support/cluster.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';

const CASES = stepNames('delete').flatMap((step) => ['before', 'mid', 'after'].map((moment) => ({ step, moment })));

let worlds: WorldPool;

beforeAll(async () => {
  worlds = await createWorlds(3);
}, 300_000);

afterAll(() => worlds.close());

describe.concurrent('F10 a process killed in a deletion', () => {
  it.for(CASES)('$moment $step: completes, and the row goes after its namespace', ({ step, moment }, { task }) =>
    worlds.use(async (world) => {
      const doomed = await world.start({ CRASH_AT: `${step}:${moment}` });
      const name = `${step}-${moment}`;
      const { id } = await world.client.store.create.mutate({ name, type: 'woocommerce' });
      await world.untilStore(id, 'ready');
      // The kill may be quicker than the answer.
      await world.client.store.delete.mutate({ id }).catch(() => null);
      expect(await doomed.ended).toEqual({ code: null, signal: 'SIGKILL' });

      await world.start();
      await heals(task, () => world.untilStore(id, 'gone'));
      expect(await namespacesOf(id)).toEqual([]);
      await world.untilIdle();
      await checkInvariants(world);
    }),
  );
});
