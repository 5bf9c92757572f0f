import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#scripts/local/ports.ts';
import { startBalancer } from './support/balancer.ts';
import { sendDuplicates } from './support/duplicate-events.ts';
import { checkInvariants } from './support/invariants.ts';
import { createWorld, type World } from './support/world.ts';

let world: World;
let stopBalancer: () => Promise<void>;

/** Two replicas behind one address, of one platform. */
beforeAll(async () => {
  world = await createWorld();
  const ports = [await freePort(), await freePort()];
  stopBalancer = await startBalancer(world.port, ports);
  await world.startInngest();
  await Promise.all(ports.map((port) => world.start({ PORT: String(port) })));
}, 300_000);

afterAll(async () => {
  await world.close();
  await stopBalancer();
});

type Refusal = { data: { httpStatus: number } };

/** How many calls came through, and the HTTP statuses of the others. */
async function settle(calls: readonly Promise<unknown>[]) {
  const results = await Promise.allSettled(calls);
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Refusal] : []));
  return { accepted: results.length - refused.length, statuses: new Set(refused.map(({ data }) => data.httpStatus)) };
}

describe('two replicas', () => {
  it('F26 ten duplicate events at once: one run has effects', async () => {
    const { id, namespace } = await world.client.store.create.mutate({ name: 'ten-times', type: 'medusa' });
    await sendDuplicates(world, id, 10);
    await world.untilStore(id, 'ready');
    await world.untilIdle();
    const commands = world.helm.runs().filter((run) => run.namespace === namespace);
    expect(commands.map(({ command }) => command)).toEqual(['upgrade']);
    const { rows } = await world.database.pool.query('select attempt from operations where store_id = $1', [id]);
    expect(rows).toEqual([{ attempt: 1 }]);
    await checkInvariants(world);
  });

  it('F27 fifty creates of one name at once: one is accepted, the others are conflicts', async () => {
    const calls = Array.from({ length: 50 }, () =>
      world.client.store.create.mutate({ name: 'wanted', type: 'medusa' }),
    );
    expect(await settle(calls)).toEqual({ accepted: 1, statuses: new Set([409]) });
    await world.untilIdle();
    await checkInvariants(world);
  });

  it('F29 ten deletes at once: one deletion', async () => {
    const { rows } = await world.database.pool.query<{ id: string }>(`select id from stores where name = 'wanted'`);
    const id = rows[0]?.id ?? '';
    const { accepted } = await settle(Array.from({ length: 10 }, () => world.client.store.delete.mutate({ id })));
    expect(accepted).toBe(1);
    await world.untilStore(id, 'gone');
    await world.untilIdle();
    const deletions = await world.database.pool.query(
      `select 1 from operations where store_id = $1 and kind = 'delete'`,
      [id],
    );
    expect(deletions.rowCount).toBe(1);
    await checkInvariants(world);
  });

  it('a name is free again as soon as its store is gone', async () => {
    const { id, name } = await world.client.store.create.mutate({ name: 'wanted', type: 'woocommerce' });
    expect(name).toBe('wanted');
    await world.untilStore(id, 'ready');
    await world.untilIdle();
    await checkInvariants(world);
  });
});
