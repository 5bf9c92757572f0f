import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { getStoreType } from '#server/stores/types/index.ts';
import { containersOf, helm, HELM_FOLDER, render, RENDERINGS, STORE_CHARTS, valuesOf, workloadsOf } from './chart.ts';

describe('every chart', () => {
  it.each([
    ['platform', ['ci/values.yaml']],
    ['platform/charts/rights', []],
    ['woocommerce', ['ci/values.yaml']],
    ['medusa', ['ci/values.yaml']],
  ] as const)('%s passes helm lint without a warning', async (chart, files) => {
    const folder = join(HELM_FOLDER, chart);
    const values = files.flatMap((file) => ['--values', join(folder, file)]);
    expect(await helm(['lint', '--strict', ...values, folder])).toContain('0 chart(s) failed');
  });

  it('of a store holds the same common half', async () => {
    const texts = STORE_CHARTS.map((chart) => readFile(join(HELM_FOLDER, chart, 'templates/_contract.tpl'), 'utf8'));
    const [first, ...others] = await Promise.all(texts);
    for (const other of others) expect(other).toBe(first);
  });
});

describe.each(STORE_CHARTS)('the values of %s', (chart) => {
  const { store, existingSecret } = valuesOf() as { store: Record<string, string>; existingSecret: string };
  const without = (key: string) => ({
    existingSecret,
    store: Object.fromEntries(Object.entries(store).filter(([name]) => name !== key)),
  });

  it.each(['id', 'name', 'host', 'url', 'email'])('are refused without store.%s', async (key) => {
    await expect(render(chart, { values: without(key) })).rejects.toThrow(`missing property '${key}'`);
  });

  it('are refused without existingSecret', async () => {
    await expect(render(chart, { values: { store } })).rejects.toThrow("missing property 'existingSecret'");
  });

  it('are refused when standard input was empty, whatever the environment', async () => {
    const refused = /missing property 'existingSecret'[^]*missing properties 'id'/;
    await expect(render(chart, { values: null })).rejects.toThrow(refused);
    await expect(render(chart, { values: null, overlay: ['values-prod.yaml'] })).rejects.toThrow(refused);
  });

  it.each([
    [{ ...valuesOf(), password: 'x' }],
    [valuesOf({ password: 'x' })],
    [valuesOf({ id: '../default' })],
    [valuesOf({ host: 'first.localhost\nevil' })],
    [valuesOf({ url: 'javascript:alert(1)' })],
    [{ ...valuesOf(), check: 'a b' }],
    [{ ...valuesOf(), existingSecret: 'a b' }],
  ])('are refused when they are not of the contract: %j', async (values) => {
    await expect(render(chart, { values })).rejects.toThrow("don't meet the specifications of the schema");
  });

  it('hold no secret in any file', async () => {
    const all = await readdir(join(HELM_FOLDER, chart), { recursive: true });
    const files = all.filter((file) => /(^|\/)values[^/]*\.yaml$/.test(file));
    expect(files).toHaveLength(4);
    for (const file of files) {
      const keys = keysOf(parse(await readFile(join(HELM_FOLDER, chart, file), 'utf8')));
      expect(keys.filter((key) => /password|secret|salt|token|key$/i.test(key) && key !== 'existingSecret')).toEqual(
        [],
      );
    }
  });
});

describe.each(RENDERINGS)('$title', async ({ chart, overlay }) => {
  const objects = await render(chart, { overlay });
  const workloads = workloadsOf(objects);
  const containers = workloads.flatMap(containersOf);
  const variables = containers.flatMap(({ env = [] }) => env);

  it('asks the Secret for exactly the keys that its descriptor makes', () => {
    const asked = variables.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []);
    expect(new Set(asked.map(({ key }) => key))).toEqual(new Set(Object.keys(getStoreType(chart).makeCredentials())));
    expect(new Set(asked.map(({ name }) => name))).toEqual(new Set(['store-credentials']));
  });

  it('renders no Secret of its own', () => {
    expect(objects.map(({ kind }) => kind)).not.toContain('Secret');
  });

  it('waits under the roles that its descriptor names', () => {
    const serving = workloads.filter(({ kind }) => kind === 'Deployment');
    const roles = serving.map(({ metadata }) => metadata.labels['storewright.dev/role']);
    const { servingRoles } = getStoreType(chart);
    expect(new Set(roles.filter((role) => role !== 'data'))).toEqual(new Set(servingRoles));
  });

  it.each(workloads)('$kind $metadata.name carries its role and its names, its pods too', ({ metadata, spec }) => {
    for (const labels of [metadata.labels, spec.template.metadata.labels]) {
      expect(labels).toMatchObject({
        'app.kubernetes.io/name': expect.any(String),
        'app.kubernetes.io/instance': 'store',
        'app.kubernetes.io/part-of': chart,
        'storewright.dev/role': expect.stringMatching(/^(web|app|data|job)$/),
      });
    }
  });

  it.each(workloads)('$kind $metadata.name gives its pods no token of the cluster', ({ spec }) => {
    expect(spec.template.spec).toMatchObject({ serviceAccountName: 'store', automountServiceAccountToken: false });
  });

  it.each(workloads.flatMap(containersOf))('container $name has a read-only root', (container) => {
    expect(container).toMatchObject({ securityContext: { readOnlyRootFilesystem: true } });
  });

  it.each(workloads.filter(({ kind }) => kind !== 'Job').flatMap(({ spec }) => spec.template.spec.containers))(
    'container $name is seen ready at once: probed each second or two, without a fixed delay',
    ({ startupProbe, readinessProbe, livenessProbe }) => {
      expect(startupProbe?.periodSeconds).toBe(1);
      expect(readinessProbe?.periodSeconds).toBeLessThanOrEqual(2);
      for (const probe of [startupProbe, readinessProbe, livenessProbe]) {
        expect(probe).toBeDefined();
        expect(probe?.initialDelaySeconds).toBeUndefined();
      }
    },
  );

  it.each(containers)('container $name runs a named version', ({ image }) => {
    expect(image).toMatch(/:[^:@]+$/);
    expect(image).not.toMatch(/:latest$/);
  });

  it('opens no Service beyond the cluster', () => {
    const services = objects.filter(({ kind }) => kind === 'Service');
    expect(services.length).toBeGreaterThan(0);
    for (const { spec } of services) expect(spec.type).toBe('ClusterIP');
  });
});

it.each(STORE_CHARTS)('a digest decides which image of %s runs', async (chart) => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const objects = await render(chart, { values: { ...valuesOf(), images: { database: { digest } } } });
  const images = workloadsOf(objects).flatMap(containersOf);
  expect(images.find(({ name }) => name === 'database')?.image).toMatch(new RegExp(`:[^@]+@${digest}$`));
});

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}
