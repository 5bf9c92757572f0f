import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdmin, connect, newNamespace } from '#tests/integration/kubernetes/cluster.ts';
import { render, RENDERINGS, workloadsOf, type PodTemplate, type Workload } from './chart.ts';
import { INSTALLATIONS, PLATFORM_RENDERINGS, renderPlatform } from './platform.ts';

type Pod = { apiVersion: 'v1'; kind: 'Pod'; metadata: { name: string }; spec: PodTemplate['spec'] };

/** A namespace as every store's is: Pod Security *restricted* is enforced there. */
let namespace = '';

beforeAll(async () => {
  namespace = (await newNamespace(connect())).name;
  for (const account of ['store', 'storewright'])
    await asAdmin(['--namespace', namespace, 'create', 'serviceaccount', account]);
  await asAdmin(['--namespace', namespace, 'wait', '--for=create', 'serviceaccount/default', '--timeout=60s']);
});

afterAll(async () => {
  await asAdmin(['delete', 'namespace', namespace, '--wait=false']);
});

/** The pod that a workload's controller would make; its volumes that come from claim templates included. */
function podOf({ kind, metadata, spec }: Workload): Pod {
  const { template, volumeClaimTemplates = [] } = spec;
  const claims = volumeClaimTemplates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: `${name}-${metadata.name}-0` },
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...template.metadata, name: `${kind.toLowerCase()}-${metadata.name}` },
    spec: { ...template.spec, volumes: [...((template.spec.volumes as unknown[] | undefined) ?? []), ...claims] },
  };
}

function tryOut(items: readonly unknown[], how: readonly string[], where = namespace): Promise<string> {
  const args = ['--namespace', where, ...how, '--dry-run=server', '--validate=strict', '--output=name', '-f', '-'];
  return asAdmin(args, { apiVersion: 'v1', kind: 'List', items });
}

async function expectAccepted(workloads: readonly Workload[]): Promise<void> {
  const pods = workloads.map(podOf);
  const accepted = await tryOut(pods, ['create']);
  expect(accepted.trim().split('\n').toSorted()).toEqual(pods.map(({ metadata }) => `pod/${metadata.name}`).toSorted());
}

describe.each(RENDERINGS)('$title', async ({ chart, overlay }) => {
  const objects = await render(chart, { overlay });

  it('has pods that are all accepted under restricted', async () => {
    await expectAccepted(workloadsOf(objects));
  });

  it('has no field that the API server does not know', async () => {
    const known = await tryOut(objects, ['apply', '--server-side']);
    expect(known.trim().split('\n')).toHaveLength(objects.length);
  });
});

/** The rights are there already, as helm has put them. */
const TAKE_OVER = ['apply', '--server-side', '--force-conflicts'];

/** The overlays, and what stands elsewhere. */
const PLATFORMS = [
  ...PLATFORM_RENDERINGS.map(({ title, overlay }) => ({ title, overlay, values: {} })),
  ...Object.entries(INSTALLATIONS).map(([name, values]) => ({
    title: `platform with ${name}`,
    overlay: undefined,
    values,
  })),
];

describe.each(PLATFORMS)('$title', async ({ overlay, values }) => {
  const objects = await renderPlatform(values, overlay);

  it('has pods that are all accepted under restricted', async () => {
    await expectAccepted(workloadsOf(objects));
  });

  it('has no field that the API server does not know', async () => {
    const known = await tryOut(objects, TAKE_OVER, 'storewright-system');
    expect(known.trim().split('\n')).toHaveLength(objects.length);
  });
});

it.each([
  ['root', { runAsUser: 0 }],
  ['an unconfined pod', { seccompProfile: { type: 'Unconfined' } }],
])('restricted refuses %s here, so the acceptance above means something', async (_, securityContext) => {
  const pods = workloadsOf(await render('woocommerce')).map(podOf);
  const weakened = pods.map(({ spec, ...pod }) => ({ ...pod, spec: { ...spec, securityContext } }));
  await expect(tryOut(weakened, ['create'])).rejects.toThrow('violates PodSecurity');
});
