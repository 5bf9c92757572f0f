import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '#scripts/local/until.ts';
import { isQuotaActive } from '#server/kubernetes/ensure-object.ts';
import { pathOf } from '#server/kubernetes/resources.ts';
import { asAdmin, cluster, credentialsOf } from './support/cluster.ts';
import { heals } from './support/heal.ts';
import { holdHelm } from './support/hold-helm.ts';
import { checkInvariants } from './support/invariants.ts';
import { giveLogs } from './support/pod-logs.ts';
import { decree } from './support/stages.ts';
import { failureOf } from './support/wait-for-step.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';
import type { World } from './support/world.ts';

/** A cause of failures: brought about before its store is worked on, and mended by what it returns. */
type Cause = (world: World, namespace: string) => Promise<() => Promise<void>>;

/** Someone gave the namespace a quota of their own while helm was about to begin. */
const tightQuota: Cause = async (world, namespace) => {
  const letHelmGo = await holdHelm(world, namespace);
  const metadata = { name: 'tight', namespace };
  const body = { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '0' } } };
  await cluster().write(asAdmin, { method: 'POST', path: pathOf('ResourceQuota', namespace), body });
  await until('the quota to count', 60, () => isQuotaActive(cluster(), namespace, 'tight', asAdmin.signal));
  letHelmGo();
  return async () => {
    await cluster().write(asAdmin, { method: 'DELETE', path: pathOf('ResourceQuota', namespace, 'tight'), body: {} });
  };
};

const failingJobs: Cause = async (_, namespace) => {
  const parts = [await giveLogs(namespace, ['region europe: no access']), await decree('failing', namespace, 'job')];
  return async () => void (await Promise.all(parts.map((end) => end())));
};

const CASES: { row: string; reason: string; said: object; type: string; cause: Cause }[] = [
  {
    row: 'F37',
    reason: 'JobFailed',
    said: { message: expect.stringMatching(/^BackoffLimitExceeded/), logs: 'region europe: no access' },
    type: 'medusa',
    cause: failingJobs,
  },
  {
    row: 'F33',
    reason: 'CrashLoop',
    said: { message: expect.stringContaining('exited with code 1 (Error), 5 restarts') },
    type: 'woocommerce',
    cause: (_, namespace) => decree('crashing', namespace, 'data'),
  },
  {
    row: 'F31',
    reason: 'QuotaExceeded',
    said: { message: expect.stringContaining('requested: pods=1, used: pods=0, limited: pods=0') },
    type: 'medusa',
    cause: tightQuota,
  },
];

let worlds: WorldPool;

beforeAll(async () => {
  worlds = await createWorlds(CASES.length);
}, 300_000);

afterAll(() => worlds.close());

describe.concurrent('a retry, the cause mended,', () => {
  it.for(CASES)(
    '$row ends READY after $reason, with unchanged credentials',
    ({ reason, said, type, cause }, { task }) =>
      worlds.use(async (world) => {
        await world.stopInngest();
        await world.start();
        const { id, namespace } = await world.client.store.create.mutate({ name: 'again', type });
        const mend = await cause(world, namespace);
        await world.startInngest();
        expect(await failureOf(world, id)).toMatchObject({ reason, ...said });
        const credentials = await credentialsOf(namespace);
        expect(credentials).not.toBeNull();

        await mend();
        await heals(task, async () => {
          await world.client.store.retry.mutate({ id });
          await world.untilStore(id, 'ready');
        });
        await world.untilIdle();
        expect(await credentialsOf(namespace)).toEqual(credentials);
        await checkInvariants(world);
      }),
  );
});
