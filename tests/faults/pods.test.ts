import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listObjects } from '#server/kubernetes/list.ts';
import { type Claim, componentOf } from '#server/kubernetes/objects.ts';
import { asAdmin, cluster, credentialsOf, podsOf } from './support/cluster.ts';
import { heals } from './support/heal.ts';
import { holdHelm } from './support/hold-helm.ts';
import { checkInvariants } from './support/invariants.ts';
import { giveLogs } from './support/pod-logs.ts';
import { decree, letGo } from './support/stages.ts';
import { failureOf, untilStepSays } from './support/wait-for-step.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';
import type { World } from './support/world.ts';

let worlds: WorldPool;

beforeAll(async () => {
  worlds = await createWorlds(3);
}, 300_000);

afterAll(() => worlds.close());

/** A store whose work does not begin before Inngest is started. */
async function newWaitingStore(world: World, request: { name: string; type: string }, changes = {}) {
  await world.stopInngest();
  await world.start(changes);
  return world.client.store.create.mutate(request);
}

async function expectReady(world: World, id: string): Promise<void> {
  await world.untilStore(id, 'ready');
  await world.untilIdle();
  await checkInvariants(world);
}

const CLASSES = '/apis/storage.k8s.io/v1/storageclasses';
/** A storage class of that name, until what is returned is called. */
async function putClass(name: string, volumeBindingMode: 'Immediate' | 'WaitForFirstConsumer') {
  const kind = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name } };
  const body = { ...kind, provisioner: 'kubernetes.io/host-path', volumeBindingMode };
  await cluster().write(asAdmin, { method: 'POST', path: CLASSES, body });
  return async () => {
    await cluster().write(asAdmin, { method: 'DELETE', path: `${CLASSES}/${name}`, body: {} });
  };
}

const ROOM = 'storewright.test/room';
const labelNode = (value: string | null) =>
  cluster().write(asAdmin, {
    method: 'PATCH',
    path: '/api/v1/nodes/node-0',
    body: { metadata: { labels: { [ROOM]: value } } },
    contentType: 'application/merge-patch+json',
  });

/** The charts, but with pods that want a node which is not there. */
async function choosyCharts(charts: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'charts-'));
  await cp(charts, folder, { recursive: true });
  const contract = join(folder, 'medusa/templates/_contract.tpl');
  const begin = '{{- define "store.pod" -}}\n';
  const text = await readFile(contract, 'utf8');
  await writeFile(contract, text.replace(begin, `${begin}nodeSelector: { ${ROOM}: plenty }\n`));
  return folder;
}

describe.concurrent('a store', () => {
  it('F32 whose image cannot be pulled is shown so, and is FAILED with ImagePull after its grace', ({ task }) =>
    worlds.use(async (world) => {
      const request = { name: 'no-image', type: 'woocommerce' };
      const { id, namespace } = await newWaitingStore(world, request, { WAIT_GRACE_SECONDS: '8' });
      const mend = await decree('unpullable', namespace, 'web');
      await world.startInngest();
      expect(await untilStepSays(world, id, /ImagePullBackOff/)).toMatch(/^Pod\/web-.*Back-off pulling image/);
      expect(await world.client.store.get.query({ id })).toMatchObject({ status: 'provisioning' });
      expect(await failureOf(world, id)).toMatchObject({
        reason: 'ImagePull',
        step: 'start-store',
        object: expect.stringMatching(/^Pod\/web-/),
        events: expect.arrayContaining([
          expect.stringMatching(/^Pod\/web-.*: Failed: Failed to pull image: not found$/),
        ]),
      });
      await mend();
      await heals(task, async () => {
        await world.client.store.retry.mutate({ id });
        await world.untilStore(id, 'ready');
      });
      await expectReady(world, id);
    }));

  it.for([
    { role: 'data', pod: /^Pod\/(database|cache)-/ },
    { role: 'app', pod: /^Pod\/backend-/ },
  ])(
    'F33 whose pods of the role $role crash again and again is FAILED with CrashLoop and their last words, no secret in them',
    ({ role, pod }, { onTestFinished }) =>
      worlds.use(async (world) => {
        const { id, namespace } = await newWaitingStore(world, { name: `crashing-${role}`, type: 'medusa' });
        onTestFinished(await decree('crashing', namespace, role));
        const letHelmGo = await holdHelm(world, namespace);
        const encoded = (await credentialsOf(namespace))?.data?.['database-password'] ?? '';
        const secret = Buffer.from(encoded, 'base64').toString('utf8');
        expect(secret).toMatch(/^\S{20,}$/);
        onTestFinished(await giveLogs(namespace, ['connecting', `no access with ${secret}`]));
        letHelmGo();
        expect(await failureOf(world, id)).toMatchObject({
          reason: 'CrashLoop',
          object: expect.stringMatching(pod),
          logs: 'connecting\nno access with [redacted]',
        });
        await world.untilIdle();
        await checkInvariants(world);
      }),
  );

  it('F34 whose storage class is not there is shown so, and goes on when it is', ({ task, onTestFinished }) =>
    worlds.use(async (world) => {
      const request = { name: 'no-class', type: 'woocommerce' };
      const { id } = await newWaitingStore(world, request, { STORAGE_CLASS: 'not-yet' });
      await world.startInngest();
      expect(await untilStepSays(world, id, /not found/)).toMatch(
        /^PersistentVolumeClaim\/.*storageclass.storage.k8s.io "not-yet" not found/,
      );
      await heals(task, async () => {
        onTestFinished(await putClass('not-yet', 'Immediate'));
        await world.untilStore(id, 'ready');
      });
      await expectReady(world, id);
    }));

  it("F34 whose volumes wait for their first pods, F35 which find no node, is shown the scheduler's words, and goes on when there is room", ({
    task,
    onTestFinished,
  }) =>
    worlds.use(async (world) => {
      const charts = await choosyCharts(world.env.CHARTS_DIR ?? '');
      onTestFinished(() => rm(charts, { recursive: true }));
      onTestFinished(await putClass('first-pod', 'WaitForFirstConsumer'));
      const changes = { CHARTS_DIR: charts, STORAGE_CLASS: 'first-pod' };
      const { id, namespace } = await newWaitingStore(world, { name: 'no-node', type: 'medusa' }, changes);
      await world.startInngest();
      expect(await untilStepSays(world, id, /nodes are available/)).toMatch(
        /^Pod\/\S+: 0\/1 nodes are available: 1 node\(s\) didn't match Pod's node affinity\/selector/,
      );
      const claims = await listObjects<Claim>(cluster(), 'PersistentVolumeClaim', namespace, asAdmin.signal);
      expect(claims.map(({ status }) => status?.phase)).toContain('Pending');
      onTestFinished(() => labelNode(null).then(() => undefined));
      await heals(task, async () => {
        await labelNode('plenty');
        await world.untilStore(id, 'ready');
      });
      await expectReady(world, id);
    }));

  it('F37 whose init Job never ends is FAILED with JobFailed and its last words at the deadline', ({
    task,
    onTestFinished,
  }) =>
    worlds.use(async (world) => {
      const { id, namespace } = await newWaitingStore(world, { name: 'endless-init', type: 'medusa' });
      onTestFinished(await giveLogs(namespace, ['waiting for godot']));
      const release = await decree('endless', namespace, 'job');
      await world.startInngest();
      await untilStepSays(world, id, /^Job\/order-check-\S+: running$/);
      await world.database.pool.query('update operations set deadline = now() where store_id = $1', [id]);
      expect(await failureOf(world, id)).toMatchObject({
        reason: 'JobFailed',
        object: expect.stringMatching(/^Job\/init-/),
        message: expect.stringMatching(/took longer than \d+ s\. .*Job\/init-\S+ has not ended/),
        logs: 'waiting for godot',
      });
      expect((await podsOf(namespace)).filter((pod) => componentOf(pod) === 'init')).toHaveLength(1);
      await heals(task, async () => {
        await letGo(release, namespace, 'job');
        await world.client.store.retry.mutate({ id });
        await world.untilStore(id, 'ready');
      });
      await expectReady(world, id);
    }));
});
