import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { find, HELM_FOLDER, type Rendered } from '../chart.ts';
import { platformContainer, renderPlatform } from '../platform.ts';
import { RULES } from './alerts.ts';

const PORT = 9464;

type Port = { name: string; port: number; targetPort: string };
type Backend = { service: { name: string; port: { name: string } } };

describe('the metrics', async () => {
  const objects = await renderPlatform();

  it('have a port and a Service of their own', () => {
    const { ports } = platformContainer(objects, 'platform') as unknown as { ports: object[] };
    expect(ports).toContainEqual({ name: 'metrics', containerPort: PORT });
    expect(find(objects, 'ConfigMap', 'platform').data).toMatchObject({ METRICS_PORT: String(PORT) });
    const service = find<{ ports: Port[]; selector: object }>(objects, 'Service', 'metrics').spec;
    expect(service.ports).toEqual([{ name: 'metrics', port: PORT, targetPort: 'metrics' }]);
    expect(service.selector).toEqual(find<{ selector: object }>(objects, 'Service', 'platform').spec.selector);
  });

  it('cannot be reached through the Ingress', () => {
    const { spec } = find<{ rules: { http: { paths: { backend: Backend }[] } }[] }>(objects, 'Ingress', 'platform');
    const backends = spec.rules.flatMap(({ http }) => http.paths.map(({ backend }) => backend.service));
    for (const { name, port } of backends) expect([name, port.name]).toEqual(['platform', 'http']);
    const { ports } = find<{ ports: Port[] }>(objects, 'Service', 'platform').spec;
    expect(ports.map(({ port }) => port)).toEqual([3000]);
  });

  it('are read by the named namespace alone, and by nobody where none is named', async () => {
    const rulesOf = (all: readonly Rendered[]) =>
      find<{ ingress: { from: object[]; ports: { port: number }[] }[] }>(all, 'NetworkPolicy', 'platform').spec.ingress;
    const isForMetrics = ({ ports }: { ports: { port: number }[] }) => ports.some(({ port }) => port === PORT);
    expect(rulesOf(objects).filter(isForMetrics)).toEqual([]);
    const watched = await renderPlatform({ metrics: { scrapeNamespace: 'monitoring' } });
    expect(rulesOf(watched).filter(isForMetrics)).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ port: PORT }],
      },
    ]);
  });

  it('need nothing of the Prometheus operator unless told so', () => {
    const added = objects.filter(({ apiVersion, metadata }) => /monitoring|dashboard/.test(apiVersion + metadata.name));
    expect(added).toEqual([]);
  });
});

describe('with everything for the Prometheus operator', async () => {
  const on = { enabled: true, labels: { release: 'prometheus' } };
  const runbookUrl = 'https://handbook.example.com/runbook';
  const objects = await renderPlatform({
    metrics: {
      serviceMonitor: { ...on, interval: '15s' },
      rules: { ...on, runbookUrl },
      dashboards: { enabled: true },
    },
  });

  it('the ServiceMonitor chooses the Service of the metrics and no other', () => {
    const { spec, metadata } = find<{ selector: { matchLabels: object }; endpoints: object[] }>(
      objects,
      'ServiceMonitor',
      'platform',
    );
    expect(metadata.labels).toMatchObject({ release: 'prometheus' });
    expect(spec.endpoints).toEqual([{ port: 'metrics', interval: '15s' }]);
    const wanted = Object.entries(spec.selector.matchLabels);
    const chosen = objects.filter(
      ({ kind, metadata: { labels } }) => kind === 'Service' && wanted.every(([key, value]) => labels[key] === value),
    );
    expect(chosen.map((service) => service.metadata.name)).toEqual(['metrics']);
  });

  it('the PrometheusRule has the rules of the file, and leads to where the runbook is read', () => {
    const { spec, metadata } = find(objects, 'PrometheusRule', 'platform');
    expect(metadata.labels).toMatchObject({ release: 'prometheus' });
    expect(spec).toEqual(JSON.parse(JSON.stringify(RULES).replaceAll('docs/operations/runbook.md', runbookUrl)));
  });

  it('Grafana finds each dashboard as it is in the folder', () => {
    const folder = join(HELM_FOLDER, 'platform/monitoring/dashboards');
    for (const name of ['api-and-console', 'cluster-and-tenants', 'fleet', 'provisioning', 'security']) {
      const { metadata, data } = find(objects, 'ConfigMap', `dashboard-${name}`);
      expect(metadata.labels).toMatchObject({ grafana_dashboard: '1' });
      expect(data).toEqual({ [`storewright-${name}.json`]: readFileSync(join(folder, `${name}.json`), 'utf8') });
    }
  });
});
