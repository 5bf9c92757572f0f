import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { ensureObject } from '#server/kubernetes/ensure-object.ts';
import { limitRangeManifest, networkPolicyManifests, QUOTA_NAME, quotaManifest } from '#server/stores/isolation.ts';
import { asAdmin, connect, ctx, eventually, newNamespace } from '#tests/integration/kubernetes/cluster.ts';
import { helm, HELM_FOLDER, STORE_CHARTS, valuesOf, type StoreChart } from './chart.ts';

type Items = { items: { kind: string; metadata: { name: string; uid: string }; status: Record<string, unknown> }[] };

const namespaces: string[] = [];

afterAll(async () => {
  for (const namespace of namespaces) await asAdmin(['delete', 'namespace', namespace, '--wait=false']);
});

/** As the recipe prepares it, with the platform's account and the bounds of a store. */
async function newStore(): Promise<string> {
  const k = connect();
  const { name } = await newNamespace(k);
  namespaces.push(name);
  const bounds = [quotaManifest(name), limitRangeManifest(name), ...networkPolicyManifests(name)];
  for (const manifest of bounds) await ensureObject(k, ctx, manifest);
  const quota = ['--namespace', name, 'get', 'resourcequota', QUOTA_NAME, '-o', 'jsonpath={.status.hard.pods}'];
  await eventually(async () => (await asAdmin(quota)) || null, 'the quota at work');
  return name;
}

function install(chart: StoreChart, namespace: string, values: Record<string, unknown>): Promise<string> {
  const where = ['--kubeconfig', inject('instance').kubeconfigs.app, '--namespace', namespace];
  const args = ['upgrade', '--install', '--force-conflicts', ...where, '--values', '-'];
  return helm([...args, '--', 'store', join(HELM_FOLDER, chart)], JSON.stringify(values));
}

async function list(namespace: string, kinds: string): Promise<Items['items']> {
  const text = await asAdmin(['--namespace', namespace, 'get', kinds, '-o', 'json']);
  return (JSON.parse(text) as Items).items;
}

/** Every workload ready and both Jobs done; the quota would show as pods that never appear. */
function settled(namespace: string): Promise<Items['items']> {
  return eventually(async () => {
    const workloads = await list(namespace, 'deployments,statefulsets,jobs');
    const done = workloads.every(
      ({ kind, status }) => (kind === 'Job' ? status.succeeded : status.readyReplicas) === 1,
    );
    return done && workloads.length > 0 ? workloads : null;
  }, 'workloads ready and Jobs done');
}

describe.each(STORE_CHARTS)('%s, by the platform’s own account and within its quota', (chart) => {
  it('comes up, stays as it is under the same values, and keeps its volumes when they change', async () => {
    const namespace = await newStore();
    await install(chart, namespace, valuesOf());
    const first = await settled(namespace);
    const volumes = await list(namespace, 'persistentvolumeclaims');

    await install(chart, namespace, valuesOf());
    expect(uidsOf(await settled(namespace))).toEqual(uidsOf(first));

    await install(chart, namespace, { ...valuesOf({ name: 'Renamed' }), check: 'second' });
    const jobs = (await settled(namespace)).filter(({ kind }) => kind === 'Job').map(({ metadata }) => metadata.name);
    expect(jobs).toContain('order-check-second');
    expect(jobs).toHaveLength(2);
    expect(uidsOf(await list(namespace, 'persistentvolumeclaims'))).toEqual(uidsOf(volumes));
  });
});

function uidsOf(items: Items['items']): string[] {
  return items.map(({ metadata }) => `${metadata.name} ${metadata.uid}`).toSorted();
}
