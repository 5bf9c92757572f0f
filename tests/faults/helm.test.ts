import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signal, startTimeOf } from '#scripts/local/process-identity.ts';
import { until } from '#scripts/local/until.ts';
import type { ApiProxy } from './support/api-proxy.ts';
import { revisionsOf } from './support/cluster.ts';
import { heals } from './support/heal.ts';
import { type HelmRun, realHelmOf, type Replacement } from './support/helm-shim.ts';
import { checkInvariants } from './support/invariants.ts';
import { canMount, fullFolder, readOnlyFolder, takenFolder } from './support/no-room.ts';
import { startSlowWay } from './support/slow-way.ts';
import { detailOf, failureOf, untilStepSays } from './support/wait-for-step.ts';
import { createWorldBehindApi } from './support/world-behind-api.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';
import type { World } from './support/world.ts';

let worlds: WorldPool;
let slowWay: ApiProxy;

beforeAll(async () => {
  worlds = await createWorlds(3);
  slowWay = await startSlowWay();
}, 300_000);

afterAll(async () => {
  await worlds.close();
  await slowWay.close();
});

const upgradesOf = (world: World, namespace: string) =>
  world.helm.runs().filter((run) => run.namespace === namespace && run.command === 'upgrade');

/** A helm in the middle of its install: it has begun the release, and not ended it. */
async function untilHalfInstalled(world: World, namespace: string): Promise<HelmRun & { real: number }> {
  await until('helm to be in the middle of its install', 120, async () =>
    (await revisionsOf(namespace)).includes('pending-install'),
  );
  const run = upgradesOf(world, namespace)[0];
  const real = run && realHelmOf(run);
  if (!real) throw new Error(`helm was too quick: ${JSON.stringify(run)}`);
  return { ...run, real };
}

async function untilReady(world: World, id: string): Promise<void> {
  await world.untilStore(id, 'ready');
  await world.untilIdle();
}

/** Short, so that an outage can outlast it; long enough for a store to come up on a crowded machine. */
const DEADLINE_SECONDS = 30;

/** Waits until a provisioning has taken longer than it may; answers what its page then says. */
const untilOverdue = (world: World, id: string) =>
  until('the outage to outlast the deadline', 120, async () => {
    const { status, operation } = await world.client.store.get.query({ id });
    const isOverdue = Date.now() > Number(operation.startedAt) + DEADLINE_SECONDS * 1000;
    return isOverdue && { status, deadline: Number(operation.deadline) };
  });

/** People are served, work waits and says why, and no store fails for it, however long it lasts. */
async function expectPatience(world: World, id: string, words: RegExp): Promise<void> {
  expect(await untilStepSays(world, id, words)).toMatch(/^The platform cannot do this just now/);
  const { status, deadline } = await untilOverdue(world, id);
  expect(status).toBe('provisioning');
  expect(deadline, 'the clock of the store stands still').toBeGreaterThan(Date.now());
  await until('the health view to say so', 30, async () => {
    const health = await world.client.health.get.query();
    return health.status === 'degraded' && !health.helm.ok && words.test(health.helm.message);
  });
  expect((await fetch(`http://127.0.0.1:${world.port}/api/readyz`)).status).toBe(200);
}

describe.concurrent('helm', () => {
  const OF_NO_USE: [Replacement, RegExp][] = [
    ['nothing', /helm could not be started .* HELM_BIN/],
    ['unstartable', /helm could not be started .* HELM_BIN/],
    ['helm-3', /helm is v3\.19\.0, but Helm 4 is needed/],
  ];
  it.for(OF_NO_USE)(
    'F18 that is of no use (%s) fails no store, and work goes on when it is back',
    ([by, words], { task }) =>
      worlds.use(async (world) => {
        world.helm.replace(by);
        await world.start({ PROVISION_TIMEOUT_SECONDS: String(DEADLINE_SECONDS) });
        const { id } = await world.client.store.create.mutate({ name: `without-${by}`, type: 'medusa' });
        await expectPatience(world, id, words);
        const asked = world.helm.runs().filter(({ namespace }) => namespace === 'impostor');
        expect(asked.filter(({ command }) => command !== 'version')).toEqual([]);

        world.helm.replace(null);
        await heals(task, () => untilReady(world, id));
        const { health } = world.client;
        await until('the health view to know', 30, async () => (await health.get.query()).helm.ok);
        await checkInvariants(world);
      }),
  );

  const WITHOUT_ROOM = [
    { what: 'is full', make: fullFolder, canBe: canMount },
    { what: 'is read-only', make: readOnlyFolder, canBe: canMount },
    { what: 'has something else in its place', make: takenFolder, canBe: true },
  ].filter(({ canBe }) => canBe);
  it.for(WITHOUT_ROOM)(
    'F41 whose temporary directory $what fails no store, and goes on when there is room',
    ({ make }, { task, onTestFinished }) =>
      worlds.use(async (world) => {
        const { folder, free, remove } = make();
        onTestFinished(remove);
        await world.start({ TMPDIR: folder, PROVISION_TIMEOUT_SECONDS: String(DEADLINE_SECONDS) });
        const { id } = await world.client.store.create.mutate({ name: 'no-room', type: 'medusa' });
        await expectPatience(world, id, /in the temporary directory .*TMPDIR/);
        free();
        await heals(task, () => untilReady(world, id));
        await checkInvariants(world);
      }),
  );

  it('F06 that lives on when the app is killed has no second one beside it, and its work counts', async ({
    task,
    onTestFinished,
  }) => {
    // The app finds no setpriv there, so its helm does not die with it.
    const world = await createWorldBehindApi({ PATH: '/nowhere', HELM_TIMEOUT_SECONDS: '30' });
    onTestFinished(world.close);
    // Long enough for another app to come to its helm, and less than a lease and helm's bound: after those it may.
    const slowly = { is: 'delay', ms: 22_000 } as const;
    world.api.set({ verbs: ['patch', 'create'], resources: ['deployments'], once: true, fault: slowly });
    const app = await world.start();
    const { id, namespace } = await world.client.store.create.mutate({ name: 'outlived', type: 'medusa' });
    const orphan = await untilHalfInstalled(world, namespace);
    await app.kill();
    expect(startTimeOf(orphan.real)).not.toBeNull();

    await world.start();
    await heals(task, () => untilReady(world, id));
    expect(upgradesOf(world, namespace)).toHaveLength(1);
    expect(await revisionsOf(namespace)).toEqual(['deployed']);
    await checkInvariants(world);
  });

  it('F19 that is killed for want of memory is run again, and counted', ({ task }) =>
    worlds.use(async (world) => {
      await world.start({ KUBECONFIG: slowWay.kubeconfig });
      const { id, namespace } = await world.client.store.create.mutate({ name: 'out-of-memory', type: 'woocommerce' });
      const { real } = await untilHalfInstalled(world, namespace);
      signal(real, 'SIGKILL');
      await heals(task, () => untilReady(world, id));
      expect(upgradesOf(world, namespace).map(({ exit }) => exit)).toEqual([137, 0]);
      expect(await detailOf(world, id, 'install-chart')).toContain('after a release that was pending-install');
      expect((await world.client.health.get.query()).helm.message).toContain('for want of memory: 1.');
      await checkInvariants(world);
    }));

  it('F20 that stands still is told to end, killed, and what it began is finished', ({ task }) =>
    worlds.use(async (world) => {
      await world.start({ KUBECONFIG: slowWay.kubeconfig });
      const { id, namespace } = await world.client.store.create.mutate({ name: 'standing-still', type: 'woocommerce' });
      const { pid, real } = await untilHalfInstalled(world, namespace);
      for (const stopped of [real, pid]) signal(stopped, 'SIGSTOP');
      await until('its end', 120, () => startTimeOf(pid) === null && startTimeOf(real) === null);
      await heals(task, () => untilReady(world, id));
      expect(await detailOf(world, id, 'install-chart')).toContain('after a release that was pending-install');
      await checkInvariants(world);
    }));

  it('F20 that hangs each time fails the store with Timeout at its deadline, and a retry ends READY', ({ task }) =>
    worlds.use(async (world) => {
      world.helm.order('upgrade', 'deaf');
      const hasty = { HELM_TIMEOUT_SECONDS: '5', HELM_GRACE_SECONDS: '1', PROVISION_TIMEOUT_SECONDS: '12' };
      const app = await world.start(hasty);
      const { id, namespace } = await world.client.store.create.mutate({ name: 'hanging', type: 'medusa' });
      expect(await failureOf(world, id)).toMatchObject({
        reason: 'Timeout',
        step: 'install-chart',
        message: expect.stringMatching(/longer than 12 s.*helm upgrade was ended after 5 s/),
      });
      for (const { pid } of upgradesOf(world, namespace)) expect(startTimeOf(pid)).toBeNull();
      await app.kill();
      world.helm.order('upgrade', null);

      await world.start();
      await heals(task, async () => {
        await world.client.store.retry.mutate({ id });
        await world.untilStore(id, 'ready');
      });
      await world.untilIdle();
      await checkInvariants(world);
    }));

  it('F21 that prints 100 MB on each output leaves the memory of the app flat, and does its work', () =>
    worlds.use(async (world) => {
      const app = await world.start();
      const quiet = await world.client.store.create.mutate({ name: 'quiet', type: 'medusa' });
      await untilReady(world, quiet.id);
      const before = peakMemoryOf(app.pid);
      world.helm.order('upgrade', 'shout');
      const loud = await world.client.store.create.mutate({ name: 'loud', type: 'medusa' });
      await untilReady(world, loud.id);
      world.helm.order('upgrade', null);
      // Less than what came: buffers that were dropped wait for the collector.
      expect(peakMemoryOf(app.pid) - before).toBeLessThan(150_000_000);
      expect(upgradesOf(world, loud.namespace)).toHaveLength(1);
      await checkInvariants(world);
    }));
});

/** The most memory that a process ever held, in bytes. */
function peakMemoryOf(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}
