import { describe, expect, it } from 'vitest';
import { containersOf, find, render, STORE_CHARTS, valuesOf, workloadsOf, type Workload } from './chart.ts';

const HOSTILE = [
  `"'\``,
  'a, b=c, {d,e}',
  '{{ .Values.existingSecret }}{{ fail "x" }}',
  '$(DATABASE_PASSWORD) $(id) ${HOME} `id`',
  'first\nkind: Secret\n---\nsecond',
  'a\r\nBcc: x@example.com',
  '<img src=x onerror=alert(1)>',
  '# not a comment',
  '--set',
  'true',
  '123',
  'null',
  '*alias &anchor !tag',
  'Ünïcødé 商店 🛒\u2028',
];

describe.each(STORE_CHARTS)('what a person entered for %s', async (chart) => {
  const harmless = await render(chart);

  it.each(HOSTILE)('comes out as the data it is: %j', async (text) => {
    const objects = await render(chart, { values: valuesOf({ name: text, email: text }) });
    expect(find(objects, 'ConfigMap', 'settings').data).toMatchObject({ STORE_NAME: text, STORE_EMAIL: text });
    expect(shapeOf(objects)).toEqual(shapeOf(harmless));
  });

  it('stands in no other place than the settings', async () => {
    const objects = await render(chart, { values: valuesOf({ name: 'canary-name', email: 'canary-email' }) });
    const others = objects.filter(({ kind }) => kind !== 'ConfigMap');
    expect(JSON.stringify(others)).not.toContain('canary');
  });

  it('reaches every container that needs it by reference, never as a literal that Kubernetes would expand', async () => {
    const containers = workloadsOf(harmless).flatMap(containersOf);
    const literals = containers.flatMap(({ env = [] }) => env.flatMap(({ value }) => value ?? []));
    const expanded = literals.filter((value) => value.includes('$('));
    for (const value of expanded) expect(value).toMatch(/^(postgres|redis):\/\/\w*:\$\((DATABASE|CACHE)_PASSWORD\)@/);
    const told = containers.filter(({ envFrom }) =>
      envFrom?.some(({ configMapRef }) => configMapRef.name === 'settings'),
    );
    expect(told.map(({ name }) => name)).toEqual(expect.arrayContaining(['init', 'order-check']));
  });
});

describe.each(STORE_CHARTS)('%s', async (chart) => {
  const before = await render(chart);

  it('gives the address without a trailing slash', async () => {
    const objects = await render(chart, { values: valuesOf({ url: 'https://first.example.com:8443/' }) });
    expect(find(objects, 'ConfigMap', 'settings').data?.STORE_URL).toBe('https://first.example.com:8443');
  });

  it('replaces its pods and sets up again when the settings change', async () => {
    const after = await render(chart, { values: valuesOf({ name: 'Second name' }) });
    expect(jobNames(after)).not.toEqual(jobNames(before));
    expect(annotationsOf(after)).not.toEqual(annotationsOf(before));
  });

  it('names the Jobs by what they do, so that the same values install nothing anew', async () => {
    expect(jobNames(await render(chart))).toEqual(jobNames(before));
    const names = [expect.stringMatching(/^init-[0-9a-f]{10}$/), 'order-check-install', 'order-check-test'];
    expect(jobNames(before)).toEqual(names);
    const later = await render(chart, { values: { ...valuesOf(), check: '20261123-1' } });
    expect(jobNames(later)).toContain('order-check-20261123-1');
  });

  it('sets up again when the image changes', async () => {
    const images = { [chart === 'medusa' ? 'backend' : 'web']: { tag: '0.2.0' } };
    const changed = await render(chart, { values: { ...valuesOf(), images } });
    expect(jobNames(changed)[0]).not.toBe(jobNames(before)[0]);
  });
});

function shapeOf(objects: Awaited<ReturnType<typeof render>>): string[] {
  return objects.map(({ kind, metadata }) => `${kind}/${metadata.name.replace(/^init-.*/, 'init')}`);
}

function jobNames(objects: Awaited<ReturnType<typeof render>>): string[] {
  const jobs = objects.filter(({ kind }) => kind === 'Job');
  return jobs.map(({ metadata }) => metadata.name).toSorted();
}

function annotationsOf(objects: Awaited<ReturnType<typeof render>>): unknown[] {
  const deployments: Workload[] = workloadsOf(objects).filter(({ kind }) => kind === 'Deployment');
  return deployments.flatMap(({ spec }) => [spec.template.metadata.annotations]);
}
