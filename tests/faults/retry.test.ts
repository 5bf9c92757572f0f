import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '#scripts/local/until.ts';
import { isQuotaActive } from '#server/kubernetes/ensure-object.ts';
import { pathOf } from '#server/kubernetes/resources.ts';
import { signal } from '#scripts/local/process-identity.ts';
import { asAdmin, cluster, credentialsOf } from './support/cluster.ts';
import { checkInvariants } from './support/invariants.ts';
import { decree } from './support/stages.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';
import type { World } from './support/world.ts';

/** A cause of failures: brought about before its store is worked on, and mended by what it returns. */
type Cause = (world: World, namespace: string) => Promise<() => Promise<void>>;

/** Someone gave the namespace a quota of their own while helm was about to begin. That helm is killed, and another one begins. */
const tightQuota: Cause = async (world, namespace) => {
  world.helm.order('history', 'hang');
  await world.startInngest();
  const helmOf = () => world.helm.runs().find((run) => run.namespace === namespace);
  const hanging = await until('helm to begin', 120, helmOf);
  const metadata = { name: 'tight', namespace };
  const body = { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '0' } } };
  await cluster().write(asAdmin, { method: 'POST', path: pathOf('ResourceQuota', namespace), body });
  await until('the quota to count', 60, () => isQuotaActive(cluster(), namespace, 'tight', asAdmin.signal));
  world.helm.order('history', null);
  signal(hanging.pid, 'SIGKILL');
  return async () => {
    await cluster().write(asAdmin, { method: 'DELETE', path: pathOf('ResourceQuota', namespace, 'tight'), body: {} });
  };
};

const CASES: { reason: string; type: string; cause: Cause }[] = [
  { reason: 'JobFailed', type: 'medusa', cause: (_, namespace) => decree('failing', namespace, 'job') },
  { reason: 'CrashLoop', type: 'woocommerce', cause: (_, namespace) => decree('crashing', namespace, 'data') },
  { reason: 'QuotaExceeded', type: 'medusa', cause: tightQuota },
];

let worlds: WorldPool;

beforeAll(async () => {
  worlds = await createWorlds(CASES.length);
}, 300_000);

afterAll(() => worlds.close());

describe.concurrent('a retry, the cause mended,', () => {
  it.each(CASES)('ends READY after $reason, with unchanged credentials', ({ reason, type, cause }) =>
    worlds.use(async (world) => {
      await world.stopInngest();
      await world.start();
      const { id, namespace } = await world.client.store.create.mutate({ name: 'again', type });
      const mend = await cause(world, namespace);
      await world.startInngest();
      await world.untilStore(id, 'failed');
      const { operation } = await world.client.store.get.query({ id });
      expect(operation.failure).toMatchObject({ reason });
      const credentials = await credentialsOf(namespace);
      expect(credentials).not.toBeNull();

      await mend();
      await world.client.store.retry.mutate({ id });
      await world.untilStore(id, 'ready');
      await world.untilIdle();
      expect(await credentialsOf(namespace)).toEqual(credentials);
      await checkInvariants(world);
    }),
  );
});
