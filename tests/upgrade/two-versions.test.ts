import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitBefore, ensureEarlierVersion } from '#scripts/local/earlier-version.ts';
import { freePort } from '#scripts/local/ports.ts';
import { readIfThere } from '#scripts/local/private-file.ts';
import { until } from '#scripts/local/until.ts';
import { type AppProcess, startAppProcess } from '#tests/faults/support/app-process.ts';
import { startBalancer } from '#tests/faults/support/balancer.ts';
import { type Client, connect } from '#tests/faults/support/client.ts';
import { checkInvariants } from '#tests/faults/support/invariants.ts';
import { createWorld, type World } from '#tests/faults/support/world.ts';
import { createView, type View } from '#tests/faults/history/view.ts';
import { migrations } from './versions.ts';

/** One of the two apps: its person's program, what a tab shows that is open at it, and its words. */
type Side = { client: Client; view: View; log: string };

/** While pods are replaced: an app of an earlier version and this one, behind one address, on one database with all migrations. */
describe.each(migrations)('beside the version before %s', (migration) => {
  const over = new AbortController();
  const following: Promise<void>[] = [];
  let world: World;
  let earlierApp: AppProcess;
  let stopBalancer: () => Promise<void>;
  let earlier: Side;
  let newer: Side;

  const sideOf = (app: AppProcess, log: string): Side => {
    const view = createView(app.url, world.token, () => undefined);
    following.push(view.follow(over.signal));
    return { client: connect(app.url, world.token, world.told), view, log };
  };

  beforeAll(async () => {
    const version = await ensureEarlierVersion(await commitBefore(migration));
    world = await createWorld();
    const ports = [await freePort(), await freePort()] as const;
    stopBalancer = await startBalancer(world.port, ports);
    const log = join(world.folder, 'earlier.log');
    const own = { PORT: String(ports[0]), CHARTS_DIR: join(version.source, 'helm') };
    earlierApp = await startAppProcess(version.app, { ...world.env, ...own }, log);
    earlier = sideOf(earlierApp, log);
    newer = sideOf(await world.start({ PORT: String(ports[1]) }), world.log);
    await world.startInngest();
  }, 1_800_000);

  afterAll(async () => {
    over.abort();
    await Promise.all(following);
    await earlierApp.kill();
    await world.close();
    await stopBalancer();
  });

  const create = ({ client }: Side, names: readonly string[]) =>
    Promise.all(names.map((name) => client.store.create.mutate({ name, type: 'medusa' })));

  const untilShown = (what: string, isShown: (view: View) => boolean) =>
    until(`both apps to push ${what}`, 60, async () => [earlier, newer].every(({ view }) => isShown(view)));

  it('what is created through either becomes READY, worked on by both, and both push it', async () => {
    const stores = (
      await Promise.all([
        create(earlier, ['old-one', 'old-two', 'old-three']),
        create(newer, ['new-one', 'new-two', 'new-three']),
      ])
    ).flat();
    for (const { id } of stores) await world.untilStore(id, 'ready');
    await untilShown('that all are READY', (view) =>
      stores.every(({ id }) => view.list().stores.some((store) => store.id === id && store.status === 'ready')),
    );
    await world.untilIdle();
    for (const { log } of [earlier, newer]) expect(readIfThere(log)).toContain('"step.succeeded"');
    await checkInvariants(world);
  });

  it('a kind of work that the earlier one may not know is done, and keeps neither from its own', async () => {
    const [store] = newer.view.list().stores;
    await newer.client.store.checkOrder.mutate({ id: store?.id ?? '' });
    const [meanwhile] = await create(earlier, ['meanwhile']);
    await world.untilStore(meanwhile?.id ?? '', 'ready');
    await world.untilIdle();
    expect(await newer.client.store.orderCheck.query({ id: store?.id ?? '' })).toMatchObject({ state: 'passed' });
    await checkInvariants(world);
  });

  it('what was created through one is deleted through the other, and both push it', async () => {
    const { stores } = newer.view.list();
    const removals = stores.map(({ id, name }) => {
      const { client } = name.startsWith('new-') ? earlier : newer;
      return client.store.delete.mutate({ id });
    });
    await Promise.all(removals);
    await untilShown('that all are gone', (view) => view.list().stores.length === 0);
    await world.untilIdle();
    expect([...earlier.view.setbacks, ...newer.view.setbacks]).toEqual([]);
    await checkInvariants(world);
  });
});
