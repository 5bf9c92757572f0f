import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '#scripts/local/until.ts';
import type { ApiProxy } from './support/api-proxy.ts';
import { connect } from './support/client.ts';
import { revisionsOf } from './support/cluster.ts';
import { openDoorWithoutAnswers } from './support/cut-answer.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { startSlowWay } from './support/slow-way.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';
import type { World } from './support/world.ts';

let worlds: WorldPool;
let slowWay: ApiProxy;

beforeAll(async () => {
  worlds = await createWorlds(2);
  slowWay = await startSlowWay();
}, 300_000);

afterAll(async () => {
  await worlds.close();
  await slowWay.close();
});

const finishedUpgrades = (world: World, namespace: string) =>
  world.helm.runs().filter((run) => run.namespace === namespace && run.command === 'upgrade' && run.exit === 0);

describe.concurrent('a process that is killed', () => {
  it('F01 after the commit and before the event was sent: the next one sends it', ({ task }) =>
    worlds.use(async (world) => {
      await world.stopInngest();
      const app = await world.start();
      const { id, namespace } = await world.client.store.create.mutate({ name: 'unsent', type: 'medusa' });
      await app.kill();
      await world.startInngest();
      await world.start();
      await heals(task, () => world.untilStore(id, 'ready'));
      await world.untilIdle();
      expect(finishedUpgrades(world, namespace)).toHaveLength(1);
      await checkInvariants(world);
    }));

  it('F03 after the commit and before the answer: the same key gives the same store, and another input is refused', ({
    task,
  }) =>
    worlds.use(async (world) => {
      const app = await world.start();
      const door = await openDoorWithoutAnswers(app.url, () => app.kill());
      const request = { name: 'unanswered', type: 'medusa', idempotencyKey: randomUUID() };
      await expect(connect(door.url, world.token).store.create.mutate(request)).rejects.toThrow('fetch failed');
      door.close();

      await world.start();
      const store = await world.client.store.create.mutate(request);
      const { rows } = await world.database.pool.query('select id from stores where name = $1', [request.name]);
      expect(rows).toEqual([{ id: store.id }]);
      await expect(world.client.store.create.mutate({ ...request, name: 'another' })).rejects.toMatchObject({
        data: { httpStatus: 422 },
      });
      await heals(task, () => world.untilStore(store.id, 'ready'));
      await world.untilIdle();
      await checkInvariants(world);
    }));

  it('F05 while helm installs, and helm with it: the pending release is cleared, and one revision is deployed', ({
    task,
  }) =>
    worlds.use(async (world) => {
      const app = await world.start({ KUBECONFIG: slowWay.kubeconfig });
      const { id, namespace } = await world.client.store.create.mutate({ name: 'half-installed', type: 'woocommerce' });
      const isPending = async () => (await revisionsOf(namespace)).includes('pending-install');
      await until('helm to be in the middle of its install', 120, isPending);
      await app.kill();
      expect(await revisionsOf(namespace)).toEqual(['pending-install']);

      await world.start();
      await heals(task, () => world.untilStore(id, 'ready'));
      await world.untilIdle();
      await checkInvariants(world);
      const { operation } = await world.client.store.get.query({ id });
      expect(operation.steps.find(({ name }) => name === 'install-chart')?.detail).toContain('pending-install');
    }));

  it('F08 after helm is done and before READY is written: ends READY without a second helm run', ({ task }) =>
    worlds.use(async (world) => {
      const doomed = await world.start({ CRASH_AT: 'start-store:after' });
      const { id, namespace } = await world.client.store.create.mutate({ name: 'nearly-ready', type: 'medusa' });
      await doomed.ended;
      await world.start();
      await heals(task, () => world.untilStore(id, 'ready'));
      await world.untilIdle();
      const commands = world.helm.runs().filter((run) => run.namespace === namespace);
      expect(commands.map(({ command }) => command)).toEqual(['upgrade']);
      await checkInvariants(world);
    }));

  it('F07 with SIGTERM while helm runs: helm ends first, and another process goes on', ({ task }) =>
    worlds.use(async (world) => {
      const app = await world.start({ KUBECONFIG: slowWay.kubeconfig });
      const { id, namespace } = await world.client.store.create.mutate({ name: 'interrupted', type: 'medusa' });
      const isPending = async () => (await revisionsOf(namespace)).includes('pending-install');
      await until('helm to be in the middle of its install', 120, isPending);
      expect(await app.kill('SIGTERM')).toEqual({ code: 0, signal: null });
      expect(await revisionsOf(namespace)).toEqual(['deployed']);

      await world.start();
      await heals(task, () => world.untilStore(id, 'ready'));
      await world.untilIdle();
      expect(finishedUpgrades(world, namespace)).toHaveLength(1);
      await checkInvariants(world);
    }));
});
