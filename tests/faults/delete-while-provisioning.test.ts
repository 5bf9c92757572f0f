import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '#scripts/local/until.ts';
import { freePort } from '#scripts/local/ports.ts';
import { startTimeOf } from '#scripts/local/process-identity.ts';
import { startBalancer } from './support/balancer.ts';
import { connect } from './support/client.ts';
import { namespacesOf } from './support/cluster.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { decree } from './support/stages.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';
import type { World } from './support/world.ts';

let worlds: WorldPool;

beforeAll(async () => {
  worlds = await createWorlds(2);
}, 300_000);

afterAll(() => worlds.close());

async function expectGone(world: World, id: string, task: { meta: object }): Promise<void> {
  await heals(task, () => world.untilStore(id, 'gone'));
  await world.untilIdle();
  expect(await namespacesOf(id)).toEqual([]);
  const { rows } = await world.database.pool.query(
    'select kind::text, status::text from operations where store_id = $1 order by created_at',
    [id],
  );
  expect(rows).toEqual([
    { kind: 'provision', status: 'cancelled' },
    { kind: 'delete', status: 'succeeded' },
  ]);
  await checkInvariants(world);
}

const untilDatabaseAwaited = (world: World, id: string) =>
  until('the wait for the database', 120, async () => {
    const { operation } = await world.client.store.get.query({ id });
    return operation.steps.some(({ name, status }) => name === 'start-database' && status === 'running');
  });

describe.concurrent('F28 a deletion that is asked for while the store is provisioned', () => {
  it('before its work has begun: nothing was made, and the row goes', ({ task }) =>
    worlds.use(async (world) => {
      await world.stopInngest();
      await world.start();
      const { id } = await world.client.store.create.mutate({ name: 'not-begun', type: 'medusa' });
      await world.client.store.delete.mutate({ id });
      await world.startInngest();
      await expectGone(world, id, task);
    }));

  it('when it was cut off between the namespace and the rights in it: the rights are granted, and everything is removed', ({
    task,
  }) =>
    worlds.use(async (world) => {
      const doomed = await world.start({ CRASH_AT: 'reserve-namespace:mid' });
      // The kill may be quicker than the answer.
      await world.client.store.create.mutate({ name: 'no-rights', type: 'medusa' }).catch(() => null);
      await doomed.ended;
      await world.stopInngest();
      await world.start();
      const { stores } = await world.client.store.list.query({ limit: 100 });
      const id = stores.find(({ name }) => name === 'no-rights')?.id ?? '';
      expect(await namespacesOf(id)).toHaveLength(1);
      await world.client.store.delete.mutate({ id });
      await world.startInngest();
      await expectGone(world, id, task);
    }));

  it('while helm hangs: helm is ended first, then everything is removed', ({ task }) =>
    worlds.use(async (world) => {
      world.helm.order('upgrade', 'hang');
      await world.start();
      const { id, namespace } = await world.client.store.create.mutate({ name: 'hanging', type: 'medusa' });
      const upgradeOf = () =>
        world.helm.runs().find((run) => run.namespace === namespace && run.command === 'upgrade') ?? null;
      const hanging = await until('helm to hang', 120, upgradeOf);
      await world.client.store.delete.mutate({ id });
      await expectGone(world, id, task);
      expect(startTimeOf(hanging.pid)).toBeNull();
      world.helm.order('upgrade', null);
    }));

  it('while its pods are waited for: the wait ends, and everything is removed', ({ task }) =>
    worlds.use(async (world) => {
      await world.stopInngest();
      await world.start();
      const { id, namespace } = await world.client.store.create.mutate({ name: 'waiting', type: 'woocommerce' });
      const release = await decree('held', namespace, 'data');
      await world.startInngest();
      await untilDatabaseAwaited(world, id);
      await world.client.store.delete.mutate({ id });
      await expectGone(world, id, task);
      await release();
    }));

  it('while its process is frozen: another one deletes, and the frozen one changes nothing when it wakes', ({ task }) =>
    worlds.use(async (world) => {
      const ports = [await freePort(), await freePort()] as const;
      const replicas: number[] = [ports[0]];
      const stopBalancer = await startBalancer(world.port, replicas);
      await world.stopInngest();
      const frozen = await world.start({ PORT: String(ports[0]) });
      const { id, namespace } = await world.client.store.create.mutate({ name: 'frozen', type: 'medusa' });
      const release = await decree('held', namespace, 'data');
      await world.startInngest();
      await untilDatabaseAwaited(world, id);
      process.kill(frozen.pid, 'SIGSTOP');

      replicas[0] = ports[1];
      const other = await world.start({ PORT: String(ports[1]) });
      await connect(other.url, world.token, world.told).store.delete.mutate({ id });
      await heals(task, () => world.untilStore(id, 'gone'));
      process.kill(frozen.pid, 'SIGCONT');
      // It ends in its own order, so what it was about to do is done or given up by then.
      expect(await frozen.kill('SIGTERM')).toEqual({ code: 0, signal: null });
      await expectGone(world, id, task);
      await release();
      await stopBalancer();
    }));

  it('against a create of the same name: the name is taken until the store is gone, and free then', ({ task }) =>
    worlds.use(async (world) => {
      await world.start();
      const request = { name: 'contested', type: 'medusa' };
      const { id } = await world.client.store.create.mutate(request);
      await world.client.store.delete.mutate({ id });
      const refusals = new Set<number>();
      const create = () =>
        world.client.store.create.mutate(request).catch((error: { data: { httpStatus: number } }) => {
          refusals.add(error.data.httpStatus);
          return null;
        });
      const again = await until('the name to be free', 120, create);
      expect([...refusals]).toEqual([409]);
      expect(again.id).not.toBe(id);
      await world.untilStore(again.id, 'ready');
      await expectGone(world, id, task);
    }));
});
