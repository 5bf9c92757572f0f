import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '#scripts/local/until.ts';
import { deleteNamespace, ensureNamespace, findNamespace } from '#server/kubernetes/namespaces.ts';
import type { AnyObject } from '#server/kubernetes/objects.ts';
import { pathOf } from '#server/kubernetes/resources.ts';
import { namespaceLabels } from '#server/stores/isolation.ts';
import { namespaceOf, newStoreId } from '#server/stores/naming.ts';
import { asAdmin, cluster, namespacesOf, patch } from './support/cluster.ts';
import type { HelmRun } from './support/helm-shim.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { decree } from './support/stages.ts';
import { detailOf, failureOf, untilStepSays } from './support/wait-for-step.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';
import type { World } from './support/world.ts';

let worlds: WorldPool;

beforeAll(async () => {
  worlds = await createWorlds(3);
}, 300_000);

afterAll(() => worlds.close());

/** The janitor's look at a hundredth; no right is on its way for longer than a moment. */
const CHANGES = { JANITOR_INTERVAL_SECONDS: '0.6', RIGHTS_GRACE_SECONDS: '1' };
const HOLD = 'storewright.test/hold';
/** What the page says of a namespace that nothing holds but `hold`. */
const HELD = /: still there: 1 configmaps; held by finalizer storewright\.test\/hold \(1\)$/;

async function readyStore(world: World, name: string) {
  const store = await world.client.store.create.mutate({ name, type: 'medusa' });
  await world.untilStore(store.id, 'ready');
  await world.untilIdle(store.id);
  return store;
}

/** Puts an object into the namespace that keeps it from going; `letGo` takes its finalizer away. */
async function hold(namespace: string): Promise<void> {
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'held', finalizers: [HOLD] } };
  await cluster().write(asAdmin, { method: 'POST', path: pathOf('ConfigMap', namespace), body });
}

const letGo = (namespace: string) => patch('ConfigMap', namespace, 'held', { metadata: { finalizers: null } });
const look = (namespace: string) => findNamespace(cluster(), namespace, asAdmin.signal);

/** Somebody deletes the namespace past the platform. */
async function deleteByHand(name: string): Promise<void> {
  await deleteNamespace(cluster(), asAdmin, { name, uid: (await look(name))?.uid ?? '' });
}

/** Somebody makes a namespace that looks like a store's. */
async function makeByHand(): Promise<string> {
  const store = { id: newStoreId(), name: 'stray', type: 'medusa' };
  const name = namespaceOf(store.id);
  await ensureNamespace(cluster(), asAdmin, { name, labels: namespaceLabels(store) });
  return name;
}

const logOf = ({ log }: World) => readFileSync(log, 'utf8').split('\n');
/** The namespaces that the app calls orphans. */
const orphansOf = (world: World): string[] =>
  logOf(world)
    .filter((line) => line.includes('"namespace.orphan"'))
    .map((line) => (JSON.parse(line) as { namespace: string }).namespace);

/** No right was missed in the way that calls for the operator and a long pause (F16). */
function expectNoRightMissed(world: World): void {
  expect(logOf(world).filter((line) => line.includes('"step.right-missing"'))).toEqual([]);
}

describe.concurrent('a namespace', () => {
  it('F30 that a finalizer holds in Terminating: says which, leaves it alone, and goes when it is released', ({
    task,
  }) =>
    worlds.use(async (world) => {
      await world.start();
      const { id, namespace } = await readyStore(world, 'held');
      await hold(namespace);
      await world.client.store.delete.mutate({ id });
      await untilStepSays(world, id, HELD);
      expect(await detailOf(world, id, 'delete-namespace')).toContain(`ConfigMap/held (${HOLD})`);
      await world.killApps();
      await world.start();
      await untilStepSays(world, id, HELD);
      expect(await world.client.store.get.query({ id })).toMatchObject({ status: 'deleting' });
      const path = pathOf('ConfigMap', namespace, 'held');
      const { metadata } = await cluster().read<AnyObject>({ path, signal: asAdmin.signal });
      expect(metadata?.finalizers).toEqual([HOLD]);

      await heals(task, async () => {
        await letGo(namespace);
        await world.untilStore(id, 'gone');
      });
      await world.untilIdle();
      expect(await namespacesOf(id)).toEqual([]);
      await checkInvariants(world);
    }));

  it('F30 that somebody else deletes under our deletion: what is refused in it is no missing right (F16)', ({ task }) =>
    worlds.use(async (world) => {
      await world.start(CHANGES);
      const { id, namespace } = await readyStore(world, 'deleted-twice');
      await hold(namespace);
      world.helm.order('uninstall', 'wait');
      await world.client.store.delete.mutate({ id });
      const isAbout = (run: HelmRun) => run.command === 'uninstall' && !run.atWork;
      await until('helm to be about to uninstall', 120, () => world.helm.runs().some(isAbout));
      // Our rights go with the namespace, at a moment of the cluster's own; here that is now.
      const binding = pathOf('RoleBinding', namespace, 'storewright');
      await cluster().write(asAdmin, { method: 'DELETE', path: binding, body: {} });
      await deleteByHand(namespace);
      world.helm.order('uninstall', null);
      await untilStepSays(world, id, HELD);
      const refused = logOf(world).filter((line) => line.includes('"step.attempt-failed"'));
      expect(refused.join('\n'), 'what was to be waited out').toContain('forbidden');
      expectNoRightMissed(world);

      await heals(task, async () => {
        await letGo(namespace);
        await world.untilStore(id, 'gone');
      });
      await world.untilIdle();
      await checkInvariants(world);
    }));

  it('F38 without a row: is reported, and never removed', () =>
    worlds.use(async (world) => {
      await world.start(CHANGES);
      const { namespace } = await readyStore(world, 'with-a-row');
      const strays: string[] = [];
      // Each is reported by a later look than the one before.
      for (let count = 1; count <= 3; count++) {
        const stray = await makeByHand();
        await until(`the report of ${stray}`, 120, () => orphansOf(world).includes(stray));
        strays.push(stray);
      }
      const orphans = await until('the health view to know', 30, async () => {
        const health = await world.client.health.get.query();
        return health.orphans?.ok === false && health.orphans;
      });
      expect(orphans.message).toMatch(/\d+ namespaces belong to no store\. Look in the log for namespace\.orphan/);
      for (const stray of strays) {
        expect(await look(stray)).toMatchObject({ terminating: false });
        expect(orphansOf(world).filter((name) => name === stray)).toHaveLength(1);
        await deleteByHand(stray);
      }
      expect(orphansOf(world)).not.toContain(namespace);
      await checkInvariants(world);
    }));

  it('F39 that vanishes from READY stores: FAILED with NamespaceMissing; a retry builds one anew, a deletion ends one', ({
    task,
  }) =>
    worlds.use(async (world) => {
      await world.start(CHANGES);
      const stores = await Promise.all([readyStore(world, 'built-anew'), readyStore(world, 'given-up')]);
      for (const { id, namespace } of stores) {
        await deleteByHand(namespace);
        expect(await failureOf(world, id)).toMatchObject({
          reason: 'NamespaceMissing',
          object: `Namespace/${namespace}`,
          message: expect.stringContaining(namespace),
        });
      }
      const [anew, givenUp] = stores;
      await heals(task, async () => {
        await world.client.store.retry.mutate({ id: anew.id });
        await world.client.store.delete.mutate({ id: givenUp.id });
        await world.untilStore(anew.id, 'ready');
        await world.untilStore(givenUp.id, 'gone');
      });
      await world.untilIdle();
      await checkInvariants(world);
    }));

  it('F39 that somebody deletes under a provisioning: FAILED with NamespaceMissing at once; a retry waits for its end and builds it anew', ({
    task,
  }) =>
    worlds.use(async (world) => {
      await world.stopInngest();
      await world.start(CHANGES);
      const { id, namespace } = await world.client.store.create.mutate({ name: 'pulled-away', type: 'medusa' });
      const release = await decree('held', namespace, 'data');
      await world.startInngest();
      await untilStepSays(world, id, /StatefulSet\/database/);
      await hold(namespace);
      await deleteByHand(namespace);
      expect(await failureOf(world, id)).toMatchObject({ reason: 'NamespaceMissing', step: 'start-database' });
      expectNoRightMissed(world);

      await release();
      await world.client.store.retry.mutate({ id });
      await untilStepSays(world, id, /is being deleted/);
      await heals(task, async () => {
        await letGo(namespace);
        await world.untilStore(id, 'ready');
      });
      await world.untilIdle();
      await checkInvariants(world);
    }));
});
