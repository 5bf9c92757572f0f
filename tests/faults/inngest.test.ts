import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#scripts/local/ports.ts';
import { until } from '#scripts/local/until.ts';
import { pathOf } from '#server/kubernetes/resources.ts';
import { startBalancer } from './support/balancer.ts';
import { connect } from './support/client.ts';
import { asAdmin, cluster } from './support/cluster.ts';
import { empty } from './support/database.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { decree } from './support/stages.ts';
import { startTcpProxy, type TcpProxy } from './support/tcp-proxy.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';
import type { World } from './support/world.ts';

let worlds: WorldPool;

beforeAll(async () => {
  worlds = await createWorlds(3);
}, 300_000);

afterAll(() => worlds.close());

/** A tenth of five minutes. */
const AWAY_SECONDS = 30;

const WAYS: { way: string; strike: (wire: TcpProxy) => Promise<void> | void }[] = [
  { way: 'refuses', strike: (wire) => wire.refuse() },
  { way: 'answers nothing', strike: (wire) => wire.hang() },
];

async function expectOneInstallation(world: World, namespaces: readonly string[]): Promise<void> {
  const upgrades = world.helm.runs().filter(({ command, exit }) => command === 'upgrade' && exit === 0);
  for (const namespace of namespaces) expect(upgrades.filter((run) => run.namespace === namespace)).toHaveLength(1);
}

describe.concurrent('F24 while Inngest', () => {
  it.for(WAYS)('$way: creations and deletions are accepted and wait, and all of them finish', ({ strike }, { task }) =>
    worlds.use(async (world) => {
      const wire = await startTcpProxy(world.env.INNGEST_BASE_URL ?? '');
      await world.start({ INNGEST_BASE_URL: wire.url });
      const old = await world.client.store.create.mutate({ name: 'old', type: 'medusa' });
      await world.untilStore(old.id, 'ready');
      await world.untilIdle();

      await strike(wire);
      const away = pause(AWAY_SECONDS * 1000);
      await world.client.store.delete.mutate({ id: old.id });
      const create = (name: string) => world.client.store.create.mutate({ name, type: 'medusa' });
      const stores = await Promise.all(['first', 'second', 'third'].map(create));
      await away;
      for (const { id, status } of (await world.client.store.list.query({})).stores) {
        expect(status).toBe(id === old.id ? 'deleting' : 'provisioning');
        expect((await world.client.store.get.query({ id })).operation).toMatchObject({
          status: 'queued',
          failure: null,
        });
      }
      const { status, inngest } = await world.client.health.get.query();
      expect({ status, isUp: inngest.ok }).toEqual({ status: 'degraded', isUp: false });

      await wire.heal();
      await heals(task, async () => {
        for (const { id } of stores) await world.untilStore(id, 'ready');
        await world.untilStore(old.id, 'gone');
      });
      await world.untilIdle();
      await expectOneInstallation(
        world,
        stores.map(({ namespace }) => namespace),
      );
      await checkInvariants(world);
      await world.killApps();
      await wire.close();
    }),
  );
});

describe.concurrent('F25 Inngest that is ended and loses its queue', () => {
  it('is sent everything again: what waited, what was half done, and what it had acknowledged and not begun', ({
    task,
  }) =>
    worlds.use(async (world) => {
      const port = await freePort();
      let closeDoor = await startBalancer(world.port, [port]);
      const app = await world.start({ PORT: String(port) });
      const { store } = connect(app.url, world.token, world.told);
      const old = await store.create.mutate({ name: 'old', type: 'medusa' });
      await world.untilStore(old.id, 'ready');
      await world.untilIdle();

      await world.stopInngest();
      const halfDone = await store.create.mutate({ name: 'half-done', type: 'woocommerce' });
      const release = await decree('held', halfDone.namespace, 'data');
      await world.startInngest();
      const isHeld = ({ name, status }: { name: string; status: string }) =>
        name === 'start-database' && status === 'running';
      await until('the wait for the database', 120, async () =>
        (await store.get.query({ id: halfDone.id })).operation.steps.some(isHeld),
      );
      // From here on Inngest acknowledges, and does not reach the app.
      await closeDoor();
      await store.delete.mutate({ id: old.id });
      const notBegun = await store.create.mutate({ name: 'not-begun', type: 'medusa' });
      await until('the acknowledgement', 60, () => isAcknowledged(world, notBegun.id));

      await world.stopInngest();
      await empty(world.database.inngestUrl);
      closeDoor = await startBalancer(world.port, [port]);
      await world.startInngest();
      await release();
      // A pod that was held is not looked at again; its successor starts as usual.
      const pod = pathOf('Pod', halfDone.namespace, 'database-0');
      await cluster().write(asAdmin, { method: 'DELETE', path: pod, body: {} });
      await heals(task, async () => {
        for (const { id } of [halfDone, notBegun]) await world.untilStore(id, 'ready');
        await world.untilStore(old.id, 'gone');
      });
      await world.untilIdle();
      await expectOneInstallation(world, [halfDone.namespace, notBegun.namespace]);
      await checkInvariants(world);
      await world.killApps();
      await closeDoor();
    }));
});

async function isAcknowledged({ database }: World, storeId: string): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `select 1 from operations where store_id = $1 and status = 'queued' and sent_at is not null`,
    [storeId],
  );
  return rowCount === 1;
}
