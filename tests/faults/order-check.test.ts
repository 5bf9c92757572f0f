import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { until } from '#scripts/local/until.ts';
import { componentOf, type Job, nameOf } from '#server/kubernetes/objects.ts';
import { listObjects } from '#server/kubernetes/list.ts';
import { asAdmin, cluster } from './support/cluster.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { decree, letGo } from './support/stages.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';
import type { World } from './support/world.ts';

let worlds: WorldPool;

beforeAll(async () => {
  worlds = await createWorlds(2);
}, 300_000);

afterAll(() => worlds.close());

async function readyStore(world: World, name: string) {
  await world.start();
  const store = await world.client.store.create.mutate({ name, type: 'medusa' });
  await world.untilStore(store.id, 'ready');
  await world.untilIdle(store.id);
  return store;
}

const ordersIn = async (namespace: string) =>
  (await listObjects<Job>(cluster(), 'Job', namespace, asAdmin.signal))
    .filter((job) => componentOf(job) === 'order-check')
    .map(nameOf);

const lastOrder = (world: World, id: string, state: string) =>
  until(`an order check that has ${state}`, 120, async () => {
    const check = await world.client.store.orderCheck.query({ id });
    return check?.state === state ? check : null;
  });

describe.concurrent('another test order in a READY store', () => {
  it('is placed once although the process is killed meanwhile, and touches neither the release nor the status', ({
    task,
  }) =>
    worlds.use(async (world) => {
      const { id, namespace } = await readyStore(world, 'killed-check');
      const before = await ordersIn(namespace);
      await world.killApps();
      const doomed = await world.start({ CRASH_AT: 'place-another-order:mid' });
      await world.client.store.checkOrder.mutate({ id });
      expect(await doomed.ended).toEqual({ code: null, signal: 'SIGKILL' });
      await world.start();
      await heals(task, () => world.untilIdle(id));
      const [check, provision] = await world.client.store.operations.query({ id });
      expect(check).toMatchObject({ kind: 'check', status: 'succeeded', failure: null });
      expect((await ordersIn(namespace)).toSorted()).toEqual(
        [...before, `order-check-${check?.id.slice(0, 8)}`].toSorted(),
      );
      expect(await world.client.store.orderCheck.query({ id })).toMatchObject({ state: 'passed' });
      expect(await world.client.store.get.query({ id })).toMatchObject({
        status: 'ready',
        operation: { id: provision?.id },
      });
      await checkInvariants(world);
    }));

  it('that fails leaves the store READY and says so, and the next one is not blamed for it', () =>
    worlds.use(async (world) => {
      const { id, namespace } = await readyStore(world, 'failed-check');
      const end = await decree('failing', namespace, 'job');
      await world.client.store.checkOrder.mutate({ id });
      await world.untilIdle(id);
      await lastOrder(world, id, 'failed');
      const [check] = await world.client.store.operations.query({ id });
      expect(check).toMatchObject({ kind: 'check', status: 'failed', failure: { reason: 'JobFailed' } });
      await end();
      await world.client.store.checkOrder.mutate({ id });
      await world.untilIdle(id);
      await lastOrder(world, id, 'passed');
      expect(await world.client.store.get.query({ id })).toMatchObject({ status: 'ready' });
      await checkInvariants(world);
    }));

  it('waits for a helm test that somebody has started, and does not end it', () =>
    worlds.use(async (world) => {
      const { id, namespace } = await readyStore(world, 'tested');
      const release = await decree('endless', namespace, 'job');
      const { tools, kubeconfigs } = inject('instance');
      const args = ['test', 'store', '--namespace', namespace, '--kubeconfig', kubeconfigs.admin];
      const test = execa(tools.helm, args, { reject: false, stdin: 'ignore' });
      const isTested = async () => (await ordersIn(namespace)).includes('order-check-test');
      await until('the helm test to begin', 60, isTested);
      await world.client.store.checkOrder.mutate({ id });
      await until('the check to wait for it', 60, async () => {
        const [check] = await world.client.store.operations.query({ id });
        return check?.steps[0]?.detail?.includes('helm test') ?? false;
      });
      expect(await isTested()).toBe(true);
      await letGo(release, namespace, 'job');
      await test;
      await world.untilIdle(id);
      await lastOrder(world, id, 'passed');
      await checkInvariants(world);
    }));
});
