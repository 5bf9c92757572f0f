import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namespaceOf } from '#server/stores/naming.ts';
import { stepNames } from '#server/stores/steps.ts';
import { credentialsOf } from './support/cluster.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { inventoryOf } from './support/inventory.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';

const TYPE = 'medusa';
const CASES = stepNames('provision').flatMap((step) => ['before', 'mid', 'after'].map((moment) => ({ step, moment })));

let worlds: WorldPool;
/** What a store of the type consists of when nothing went wrong. */
let undisturbed: string[];

beforeAll(async () => {
  worlds = await createWorlds(3);
  undisturbed = await worlds.use(async (world) => {
    await world.start();
    const { id } = await world.client.store.create.mutate({ name: 'undisturbed', type: TYPE });
    await world.untilStore(id, 'ready');
    await world.untilIdle();
    return inventoryOf(namespaceOf(id));
  });
}, 300_000);

afterAll(() => worlds.close());

describe.concurrent('F04 a process killed in a provisioning', () => {
  it.for(CASES)('$moment $step: is resumed, and makes everything exactly once', ({ step, moment }, { task }) =>
    worlds.use(async (world) => {
      const doomed = await world.start({ CRASH_AT: `${step}:${moment}` });
      const request = { name: `${step}-${moment}`, type: TYPE, idempotencyKey: randomUUID() };
      // The kill may be quicker than the answer; the same key asks for the same store.
      await world.client.store.create.mutate(request).catch(() => null);
      expect(await doomed.ended).toEqual({ code: null, signal: 'SIGKILL' });
      const { rows } = await world.database.pool.query<{ id: string }>('select id from stores where name = $1', [
        request.name,
      ]);
      const namespace = namespaceOf(rows[0]?.id ?? '');
      const credentials = await credentialsOf(namespace);

      await world.start();
      const store = await world.client.store.create.mutate(request);
      expect(store.id).toBe(rows[0]?.id);
      await heals(task, () => world.untilStore(store.id, 'ready'));
      await world.untilIdle();

      expect(await inventoryOf(namespace)).toEqual(undisturbed);
      const kept = await credentialsOf(namespace);
      expect(kept, 'credentials that were there are never overwritten').toEqual(credentials ?? kept);
      await checkInvariants(world);
    }),
  );
});
