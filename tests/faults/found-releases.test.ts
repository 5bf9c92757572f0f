import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseStatus } from '#server/helm/index.ts';
import { leaveBehind } from '#tests/integration/helm/cluster.ts';
import { credentialsOf } from './support/cluster.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { createWorld, type World } from './support/world.ts';

const FOUND = [
  'pending-install',
  'pending-upgrade',
  'pending-rollback',
  'uninstalling',
  'failed',
] as const satisfies ReleaseStatus[];

let world: World;

beforeAll(async () => {
  world = await createWorld();
  await world.startInngest();
  await world.start();
}, 300_000);

afterAll(() => world.close());

/** Puts rows there as a provisioning leaves them that failed for good in `install-chart`. */
async function failInstallation(id: string): Promise<void> {
  const { pool } = world.database;
  await pool.query(
    `update operations set status = 'failed', failure = '{"reason":"Timeout","step":"install-chart","message":"too long"}' where store_id = $1`,
    [id],
  );
  await pool.query(`update stores set status = 'failed' where id = $1`, [id]);
}

describe.concurrent('F17 a release that an earlier helm left behind', () => {
  it.for(FOUND)('in %s: is brought to one deployed revision, and the store to READY', async (status, { task }) => {
    const { id, namespace } = await world.client.store.create.mutate({ name: `found-${status}`, type: 'medusa' });
    await world.untilStore(id, 'ready');
    await world.untilIdle(id);
    const credentials = await credentialsOf(namespace);
    await failInstallation(id);
    await leaveBehind({ namespace, release: 'store' }, 1, status);

    await world.client.store.retry.mutate({ id });
    await heals(task, () => world.untilStore(id, 'ready'));
    expect(await credentialsOf(namespace)).toEqual(credentials);
  });
});

describe('after all of them', () => {
  it('all are READY, and the invariants hold', async () => {
    await world.untilIdle();
    const { rows } = await world.database.pool.query('select distinct status::text from stores');
    expect(rows).toEqual([{ status: 'ready' }]);
    await checkInvariants(world);
  });
});
