import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { metrics } from '#server/metrics/metrics.ts';
import { HELM_FOLDER } from '../chart.ts';
import { ALERTS } from './alerts.ts';
import { promtool } from './promtool.ts';

type Dashboard = {
  title: string;
  uid: string;
  panels: { id: number; title: string; targets: { expr: string; legendFormat: string }[] }[];
};

const FOLDER = join(HELM_FOLDER, 'platform/monitoring/dashboards');
const DASHBOARDS = readdirSync(FOLDER).map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Dashboard);

/** Every expression, by where it stands; Grafana fills its own variable in. */
const EXPRESSIONS: [string, string][] = [
  ...ALERTS.map(({ alert, expr }): [string, string] => [alert, expr]),
  ...DASHBOARDS.flatMap(({ title, panels }) =>
    panels.flatMap((panel) =>
      panel.targets.map(({ expr }): [string, string] => [
        `${title}, ${panel.title}`,
        expr.replaceAll('$__rate_interval', '5m'),
      ]),
    ),
  ),
];

/** Told by others: kube-state-metrics, the kubelet and cert-manager. */
const ELSEWHERE: Record<string, string[]> = {
  kube_pod_container_resource_requests: ['namespace', 'pod', 'container', 'node', 'resource', 'unit'],
  kube_pod_status_phase: ['namespace', 'pod', 'phase'],
  kube_pod_container_status_waiting_reason: ['namespace', 'pod', 'container', 'reason'],
  kube_node_status_allocatable: ['node', 'resource', 'unit'],
  kube_resourcequota: ['namespace', 'resourcequota', 'resource', 'type'],
  kubelet_volume_stats_available_bytes: ['namespace', 'persistentvolumeclaim'],
  kubelet_volume_stats_capacity_bytes: ['namespace', 'persistentvolumeclaim'],
  certmanager_certificate_expiration_timestamp_seconds: ['namespace', 'name'],
};

/** Every series that a process of the platform exposes, with its labels, from the registry itself. */
function exposed(): Map<string, string[]> {
  const defaults = new Registry();
  collectDefaultMetrics({ register: defaults });
  const all = [...metrics().registry.getMetricsAsArray(), ...defaults.getMetricsAsArray()];
  return new Map(
    all.flatMap((metric) => {
      const { name, labelNames } = metric as unknown as { name: string; labelNames: string[] };
      const labels = [...labelNames, 'job', 'instance'];
      // Of prom-client's classes only the histogram has bounds.
      if (!('upperBounds' in metric)) return [[name, labels]] as [string, string[]][];
      return ['_bucket', '_sum', '_count'].map((end): [string, string[]] => [name + end, [...labels, 'le']]);
    }),
  );
}

const KNOWN = new Map([...exposed(), ...Object.entries(ELSEWHERE)]);

const NO_METRIC = new Set(['and', 'or', 'unless', 'bool', 'offset', 'by', 'without', 'on', 'ignoring', 'group_left']);

/** The metrics that an expression names, with the labels by which it chooses among their series. */
function selectorsOf(expr: string): { name: string; labels: string[] }[] {
  const bare = expr
    .replaceAll(/"[^"]*"/g, '""')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\b(by|without|on|ignoring|group_left)\s*\([^)]*\)/g, '');
  return [...bare.matchAll(/(?<![\w.$])([a-zA-Z_:]\w*)\s*(\(|\{[^}]*\})?/g)].flatMap(([, name = '', next = '']) => {
    if (next.startsWith('(') || NO_METRIC.has(name)) return [];
    return [{ name, labels: [...next.matchAll(/(\w+)\s*[=!]/g)].map(([, label = '']) => label) }];
  });
}

it.each(EXPRESSIONS)('%s names only what is exposed: %s', (_, expr) => {
  const selectors = selectorsOf(expr);
  expect(selectors.length).toBeGreaterThan(0);
  expect(selectors.filter(({ name }) => !KNOWN.has(name))).toEqual([]);
  expect(selectors.filter(({ name, labels }) => labels.some((label) => !KNOWN.get(name)?.includes(label)))).toEqual([]);
  const grouped = [...expr.matchAll(/\b(?:by|on)\s*\(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/));
  const labels = selectors.flatMap(({ name }) => KNOWN.get(name) ?? []);
  expect(grouped.filter((label) => label !== '' && !labels.includes(label))).toEqual([]);
});

it('a metric, and a label, that nobody exposes is found out', () => {
  expect(selectorsOf('sum by (le) (rate(storewright_store{state=~"a|b"}[5m])) > 2 and on (job) up')).toEqual([
    { name: 'storewright_store', labels: ['state'] },
    { name: 'up', labels: [] },
  ]);
});

it('Prometheus accepts every expression of the dashboards and rules', async () => {
  const rules = EXPRESSIONS.map(([, expr], n) => ({ record: `expression:${n}`, expr }));
  expect(await promtool(['check', 'rules'], { groups: [{ name: 'expressions', rules }] })).toBe('');
  const wrong = [{ record: 'expression:0', expr: 'sum(rate(storewright_stores))' }];
  expect(await promtool(['check', 'rules'], { groups: [{ name: 'expressions', rules: wrong }] })).not.toBe('');
});

it('the dashboards are what is promised, each with an id of its own, and a name for every line', () => {
  expect(DASHBOARDS.map(({ uid }) => uid).toSorted()).toEqual(
    ['api-and-console', 'cluster-and-tenants', 'fleet', 'provisioning', 'security'].map(
      (name) => `storewright-${name}`,
    ),
  );
  for (const { panels } of DASHBOARDS) {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { targets } of panels) for (const { legendFormat } of targets) expect(legendFormat).not.toBe('');
  }
});

it('every metric of ours is on a dashboard or in a rule', () => {
  const used = new Set(EXPRESSIONS.flatMap(([, expr]) => selectorsOf(expr).map(({ name }) => name)));
  const names = metrics().registry.getMetricsAsArray();
  const unseen = names.filter(
    ({ name }) => !['', '_bucket', '_sum', '_count'].some((end) => used.has(`${name}${end}`)),
  );
  expect(unseen.map(({ name }) => name)).toEqual([]);
});
