import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { until } from '#scripts/local/until.ts';
import { apiServer, kubeconfigBy } from './support/kubeconfig.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { decree, letGo } from './support/stages.ts';
import { startTcpProxy } from './support/tcp-proxy.ts';
import { createWorld, type World } from './support/world.ts';

/** When each call of a step failed, in milliseconds, by the app's own log. */
function failuresOf({ log }: World, storeId: string): number[] {
  const lines = readFileSync(log, 'utf8').split('\n');
  return lines
    .filter((line) => line.includes('"step.attempt-failed"') && line.includes(storeId))
    .map((line) => Date.parse((JSON.parse(line) as { time: string }).time));
}

const gapsOf = (times: readonly number[]) => times.slice(1).map((time, i) => time - (times[i] ?? 0));
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe('the API server refuses connections', () => {
  it('F11 creates are accepted and wait, nothing fails, tries become rare, health says so', async ({
    task,
    onTestFinished,
  }) => {
    const way = await startTcpProxy(apiServer());
    const world = await createWorld({ KUBECONFIG: kubeconfigBy(way.url) });
    onTestFinished(async () => {
      await world.close();
      await way.close();
    });
    await world.start();
    const begun = await world.client.store.create.mutate({ name: 'begun', type: 'medusa' });
    const release = await decree('held', begun.namespace, 'data');
    await world.startInngest();
    await until('the wait for the database', 120, async () => {
      const { operation } = await world.client.store.get.query({ id: begun.id });
      return operation.steps.some(({ name, status }) => name === 'start-database' && status === 'running');
    });

    await way.refuse();
    const { id } = await world.client.store.create.mutate({ name: 'accepted', type: 'medusa' });
    const times = await until('eight tries in vain', 120, () => {
      const seen = failuresOf(world, id);
      return seen.length >= 8 && seen;
    });
    const gaps = gapsOf(times);
    expect(sum(gaps.slice(-3)), `the later gaps of ${gaps}`).toBeGreaterThan(2 * sum(gaps.slice(0, 3)));
    expect(new Set(gaps).size, `chance in ${gaps}`).toBeGreaterThan(4);
    expect(await world.client.health.get.query()).toMatchObject({
      status: 'degraded',
      kubernetes: { ok: false, message: expect.stringContaining('does not answer') },
    });
    for (const one of [begun.id, id]) {
      // A try that is under way shows what it does, until its call has failed.
      const waiting = await until('a step that says what it waits for', 60, async () => {
        const store = await world.client.store.get.query({ id: one });
        const details = store.operation.steps.map(({ detail }) => detail).join();
        return /could not be reached|does not answer/.test(details) && store;
      });
      expect(waiting.status).toBe('provisioning');
    }

    await letGo(release, begun.namespace, 'data');
    await way.heal();
    await heals(task, async () => {
      await world.untilStore(begun.id, 'ready');
      await world.untilStore(id, 'ready');
    });
    await world.untilIdle();
    await checkInvariants(world);
  });
});
