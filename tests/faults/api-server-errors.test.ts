import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { startTimeOf } from '#scripts/local/process-identity.ts';
import { until } from '#scripts/local/until.ts';
import { namespaceOf } from '#server/stores/naming.ts';
import { WRITES } from './support/api-call.ts';
import { namespacesOf } from './support/cluster.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { inventoryOf } from './support/inventory.ts';
import { createWorldBehindApi, type WorldBehindApi } from './support/world-behind-api.ts';

const TYPE = 'medusa';
/** DESIGN §5. At a tenth of them, a busy machine would give up calls that nothing is wrong with. */
const [READ_SECONDS, WRITE_SECONDS] = [15, 5];

/** Written by the platform, and by its helm. */
const THROTTLED = ['secrets', 'services', 'deployments', 'statefulsets', 'jobs'];

/** What a store takes, and consists of, when nothing goes wrong. */
let normal: { calls: number; inventory: string[] };

/** What the app asks about its rights it asks at moments of its own, and in an unknown number. */
const callsOf = ({ api }: WorldBehindApi) =>
  api
    .calls()
    .filter(
      ({ resource, path }) => resource !== 'selfsubjectaccessreviews' && !path.includes('/namespaces/kube-system/'),
    );

async function open({ onTestFinished }: TestContext, changes?: Record<string, string>): Promise<WorldBehindApi> {
  const world = await createWorldBehindApi(changes);
  onTestFinished(() => world.close());
  await world.start();
  return world;
}

async function untilRight(world: WorldBehindApi, id: string): Promise<void> {
  await world.untilStore(id, 'ready');
  await world.untilIdle();
}

beforeAll(async () => {
  const world = await createWorldBehindApi();
  await world.start();
  const { id } = await world.client.store.create.mutate({ name: 'normal', type: TYPE });
  await untilRight(world, id);
  normal = { calls: callsOf(world).length, inventory: await inventoryOf(namespaceOf(id)) };
  await world.close();
}, 300_000);

/** That all is as it should be, and took no more than so many times the normal calls. */
async function expectRight(world: WorldBehindApi, id: string, timesNormal: number): Promise<void> {
  const calls = callsOf(world).length;
  expect(calls, `${normal.calls} calls are normal`).toBeLessThanOrEqual(timesNormal * normal.calls);
  expect(await inventoryOf(namespaceOf(id))).toEqual(normal.inventory);
  await checkInvariants(world);
}

describe.concurrent('the API server', () => {
  it('F12 answers every write with 429: it is left alone for as long as it says', async (context) => {
    const world = await open(context);
    const { api } = world;
    const throttle = { is: 'status', code: 429, retryAfterSeconds: 1 } as const;
    api.set({ verbs: WRITES, fault: throttle });
    const { id } = await world.client.store.create.mutate({ name: 'throttled', type: TYPE });
    await until('three refusals', 120, () => api.calls('create', 'namespaces').length >= 3);
    // From here on the first write of some kinds, so that helm's are refused too.
    api.set({ verbs: WRITES, resources: THROTTLED, once: true, fault: throttle });
    await heals(context.task, () => untilRight(world, id));

    const refused = callsOf(world).filter(({ code }) => code === 429);
    expect(refused.map(({ resource }) => resource)).toEqual(expect.arrayContaining(['namespaces', ...THROTTLED]));
    const early = refused.filter(({ verb, path, at }) =>
      api.calls(verb).some((next) => next.path === path && next.at > at && next.at < at + 980),
    );
    expect(early, 'repeated too early').toEqual([]);
    await expectRight(world, id, 1.2);
  });

  it('F13 fails three calls of ten: converges', async (context) => {
    const world = await open(context);
    world.api.set({ share: 0.3, fault: { is: 'status', code: 500 } });
    const { id } = await world.client.store.create.mutate({ name: 'shaky', type: TYPE });
    const failed = () => world.helm.runs().filter(({ command, exit }) => command === 'upgrade' && exit);
    await until('helm to have failed twice', 240, () => failed().length >= 2);
    world.api.set();
    await heals(context.task, () => untilRight(world, id));
    await expectRight(world, id, 3);
  });

  it('F13 fails after it has done what was asked, once for each kind: every object is there once', async (context) => {
    const world = await open(context);
    world.api.set({ verbs: ['create', 'patch'], once: true, fault: { is: 'lost-answer' } });
    const { id } = await world.client.store.create.mutate({ name: 'unanswered', type: TYPE });
    await heals(context.task, () => untilRight(world, id));
    const [first, ...again] = world.api.calls('create', 'namespaces').map(({ code }) => code);
    expect(first).toBe(500);
    expect(new Set(again)).toEqual(new Set([409]));
    await expectRight(world, id, 10);
  });

  it('F13 fails helm as it records that it is done, which helm only logs: a store gets READY with a release that is deployed', async (context) => {
    const world = await open(context);
    world.api.set({ verbs: ['update'], resources: ['secrets'], once: true, fault: { is: 'status', code: 500 } });
    const { id } = await world.client.store.create.mutate({ name: 'unrecorded', type: TYPE });
    await heals(context.task, () => untilRight(world, id));
    expect(world.api.calls('update', 'secrets').map(({ code }) => code)).toContain(500);
    const ended = world.helm.runs().filter(({ command }) => command === 'upgrade');
    expect(ended[0]).toMatchObject({ exit: 0 });
    await checkInvariants(world);
  });

  it('F13 fails helm as it deletes, which says only that: the namespace takes the release along', async (context) => {
    const world = await open(context);
    const { id } = await world.client.store.create.mutate({ name: 'half-gone', type: TYPE });
    await untilRight(world, id);
    world.api.set({ verbs: ['delete'], resources: ['statefulsets'], fault: { is: 'status', code: 500 } });
    await world.client.store.delete.mutate({ id });
    await world.untilStore(id, 'gone');
    await world.untilIdle();
    const { rows } = await world.database.pool.query(`select detail from steps where name = 'uninstall-chart'`);
    expect(rows).toEqual([{ detail: expect.stringMatching(/^Left to the namespace: .+/) }]);
    expect(await namespacesOf(id)).toEqual([]);
    await checkInvariants(world);
  });

  it('F14 leaves calls hanging: they are given up at their real bounds and repeated, and people are served', async (context) => {
    const world = await open(context, {
      KUBERNETES_READ_TIMEOUT_SECONDS: String(READ_SECONDS),
      KUBERNETES_WRITE_TIMEOUT_SECONDS: String(WRITE_SECONDS),
    });
    const { api, client } = world;
    api.set({ fault: { is: 'hang' } });
    const { id } = await client.store.create.mutate({ name: 'hanging', type: TYPE });
    const [first, second] = await until('a second write', 120, () => {
      const writes = api.calls('create', 'namespaces');
      return writes.length >= 2 && writes;
    });
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(WRITE_SECONDS * 800);
    const reads = { verbs: ['get', 'list', 'watch'], fault: { is: 'hang' } } as const;
    // No other yet: a step that is begun again reads the namespace before it comes to the quota.
    api.set({ ...reads, resources: ['resourcequotas'] });
    await until('a second read', 120, () => api.calls('get', 'resourcequotas').length >= 2);
    const [one, two] = api.calls('get', 'resourcequotas');
    expect((two?.at ?? 0) - (one?.at ?? 0)).toBeGreaterThan(READ_SECONDS * 800);
    const store = await client.store.get.query({ id });
    expect(store.operation.steps.find(({ status }) => status === 'running')?.detail).toMatch(/answer/);
    api.set(reads);
    await until('the health to say so', 60, async () => (await client.health.get.query()).kubernetes.ok === false);
    expect(await client.health.get.query()).toMatchObject({ status: 'degraded', kubernetes: { ok: false } });
    api.set();
    await heals(context.task, () => untilRight(world, id));
    await expectRight(world, id, 3);
  });

  it('F14 leaves helm hanging: it is ended, and another one finishes its release', async (context) => {
    const world = await open(context, { HELM_TIMEOUT_SECONDS: '5', HELM_GRACE_SECONDS: '1' });
    world.api.set({ resources: ['statefulsets'], verbs: WRITES, fault: { is: 'hang' } });
    const { id } = await world.client.store.create.mutate({ name: 'stuck', type: TYPE });
    const upgrades = () => world.helm.runs().filter(({ command }) => command === 'upgrade');
    await until(
      'helm to be ended',
      120,
      () =>
        upgrades().length > 0 &&
        world.api.calls().some(({ resource }) => resource === 'statefulsets') &&
        startTimeOf(upgrades()[0]?.pid ?? 0) === null,
    );
    world.api.set();
    await heals(context.task, () => untilRight(world, id));
    await expectRight(world, id, 3);
  });
});
