import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { until } from '#scripts/local/until.ts';
import { pathOf } from '#server/kubernetes/resources.ts';
import { asAdmin, cluster } from './support/cluster.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { decree, letGo } from './support/stages.ts';
import { untilStepSays } from './support/wait-for-step.ts';
import { createWorldBehindApi, type WorldBehindApi } from './support/world-behind-api.ts';

/** A tenth of production's. */
const PAUSE_SECONDS = 6;
const CHANGES = { FORBIDDEN_PAUSE_SECONDS: String(PAUSE_SECONDS), RIGHTS_GRACE_SECONDS: '1.5', SLICE_SECONDS: '3' };

/** The times of the calls, when there are three; between two there must have been the pause. */
async function expectRare(what: string, timesOf: () => number[]): Promise<void> {
  const times = await until(`three ${what}`, 120, () => timesOf().length >= 3 && timesOf());
  times.slice(1).forEach((time, i) => expect(time - (times[i] ?? 0)).toBeGreaterThan(PAUSE_SECONDS * 1000 - 100));
}

async function expectBlameless(world: WorldBehindApi, id: string, step: string): Promise<void> {
  await untilStepSays(world, id, /The platform lacks a right/);
  const { status, operation } = await world.client.store.get.query({ id });
  expect(status).toBe('provisioning');
  expect(operation.steps.find(({ status }) => status === 'running')?.name).toBe(step);
  expect(readFileSync(world.log, 'utf8')).toContain('"step.right-missing"');
}

describe.concurrent('F16 the rights of the platform are gone', () => {
  it('all of them: no store fails for it, it is tried now and then, health says so, and work goes on when they are back', async ({
    task,
    onTestFinished,
  }) => {
    const world = await createWorldBehindApi(CHANGES);
    onTestFinished(() => world.close());
    const { api, client } = world;
    await world.start();
    api.set({ fault: { is: 'status', code: 403 } });
    const { id } = await client.store.create.mutate({ name: 'without-rights', type: 'medusa' });
    await expectRare('tries', () => api.calls('create', 'namespaces').map(({ at }) => at));
    await expectBlameless(world, id, 'reserve-namespace');
    expect(await client.health.get.query()).toMatchObject({
      status: 'degraded',
      kubernetes: { ok: false, message: expect.stringContaining('refuses the platform its rights') },
    });

    api.set();
    await heals(task, () => world.untilStore(id, 'ready'));
    await world.untilIdle();
    await checkInvariants(world);
  });

  it('those in the namespace of a store, removed for real while it starts', async ({ task, onTestFinished }) => {
    const world = await createWorldBehindApi(CHANGES);
    onTestFinished(() => world.close());
    const { api, client } = world;
    await world.stopInngest();
    await world.start();
    const { id, namespace } = await client.store.create.mutate({ name: 'deprived', type: 'medusa' });
    const release = await decree('held', namespace, 'data');
    await world.startInngest();
    await until('the wait for the database', 120, () => api.calls('watch', 'pods').length > 0);
    const path = pathOf('RoleBinding', namespace, 'storewright');
    const { metadata, ...binding } = await cluster().read<{ metadata: { name: string } }>({
      path,
      signal: asAdmin.signal,
    });
    await cluster().write(asAdmin, { method: 'DELETE', path, body: {} });

    await expectRare('tries', () =>
      api
        .calls('list', 'pods')
        .filter(({ code }) => code === 403)
        .map(({ at }) => at),
    );
    await expectBlameless(world, id, 'start-database');
    await letGo(release, namespace, 'data');
    const body = { ...binding, metadata: { name: metadata.name } };
    await cluster().write(asAdmin, { method: 'POST', path: pathOf('RoleBinding', namespace), body });
    await heals(task, () => world.untilStore(id, 'ready'));
    await world.untilIdle();
    await checkInvariants(world);
  });
});
