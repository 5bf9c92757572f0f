import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { find, workloadsOf, type Rendered } from './chart.ts';
import { PLATFORM_RENDERINGS, renderPlatform, type Values } from './platform.ts';

type Peer = {
  podSelector?: { matchLabels: Record<string, string>; matchExpressions?: { values: string[] }[] };
  namespaceSelector?: { matchLabels: Record<string, string> };
};
type Rule = { from?: Peer[]; to?: Peer[]; ports?: { port: number }[] };
type Policy = Rendered<{ podSelector: { matchLabels: Record<string, string> }; ingress?: Rule[]; egress?: Rule[] }>;
type Ingress = {
  ingressClassName: string;
  tls?: { hosts: string[]; secretName: string }[];
  rules: { host: string; http: { paths: { path: string; pathType: string }[] } }[];
};

/** Every address that the app answers, from its folders: groups are left out, parameters stand for themselves. */
const APP = join(import.meta.dirname, '../../app');
const ROUTES = globSync('**/{page.tsx,route.ts,icon.svg}', { cwd: APP }).map(
  (file) => `/${file.replaceAll(/\([^)]*\)\/|\/?(page\.tsx|route\.ts)$/g, '')}`,
);

async function ingress(values: Values = {}, overlay?: readonly string[]) {
  return find<Ingress>(await renderPlatform(values, overlay), 'Ingress', 'platform');
}

function isOpen({ spec }: Rendered<Ingress>, route: string): boolean {
  const paths = spec.rules.flatMap(({ http }) => http.paths);
  return paths.some(({ path, pathType }) => path === route || (pathType === 'Prefix' && route.startsWith(`${path}/`)));
}

describe('the Ingress', () => {
  it('leads to every route of the app but Inngest’s', async () => {
    const open = await ingress();
    expect(ROUTES).toEqual(expect.arrayContaining(['/', '/stores/[id]', '/api/inngest', '/icon.svg']));
    expect(ROUTES.filter((route) => !isOpen(open, route))).toEqual(['/api/inngest']);
    for (const path of ['/_next/static/chunks/a.js', '/api/auth/callback/google'])
      expect(isOpen(open, path)).toBe(true);
  });

  it('leads to Inngest’s as well when that comes from outside, and only then', async () => {
    const external = { server: 'external', url: 'http://inngest.jobs:8288', namespace: 'jobs' };
    expect(isOpen(await ingress({ inngest: { server: 'cloud' } }), '/api/inngest')).toBe(true);
    expect(isOpen(await ingress({ inngest: external }), '/api/inngest')).toBe(false);
  });

  it('answers as platform.<domain>, under the given class', async () => {
    const { spec } = await ingress({ ingress: { className: 'nginx' } });
    expect(spec).toMatchObject({ ingressClassName: 'nginx', rules: [{ host: 'platform.example.com' }] });
    const elsewhere = await ingress({ publicUrl: 'https://console.example.com:8443/' });
    expect(elsewhere.spec.rules.map(({ host }) => host)).toEqual(['console.example.com']);
  });

  it('asks the issuer for a certificate where one is annotated, unless one is given', async () => {
    const hosts = ['platform.example.com'];
    const prod = await ingress({}, ['ci/values.yaml', 'values-prod.yaml']);
    expect(prod.metadata.annotations).toEqual({ 'cert-manager.io/cluster-issuer': 'letsencrypt-prod' });
    expect(prod.spec.tls).toEqual([{ hosts, secretName: 'platform-tls' }]);
    const given = await ingress({ ingress: { tls: [{ secretName: 'given' }] } }, [
      'ci/values.yaml',
      'values-prod.yaml',
    ]);
    expect(given.spec.tls).toEqual([{ hosts, secretName: 'given' }]);
    expect((await ingress()).spec.tls).toBeUndefined();
  });
});

const nameOf = ({ podSelector, namespaceSelector }: Peer): string[] => {
  if (podSelector && namespaceSelector) return ['controller'];
  if (namespaceSelector) return [`namespace ${namespaceSelector.matchLabels['kubernetes.io/metadata.name']}`];
  return podSelector?.matchExpressions?.flatMap(({ values }) => values) ?? ['everyone'];
};

/** Who may open a connection to whom, as `from > to:port`, told by the one end or by the other. */
function ways(objects: readonly Rendered[], end: 'ingress' | 'egress'): string[] {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy') as Policy[];
  const all = policies.flatMap(({ spec }) => {
    const own = spec.podSelector.matchLabels['app.kubernetes.io/name'] ?? 'each';
    return (spec[end] ?? []).flatMap(({ from, to, ports = [{ port: 0 }] }) =>
      (from ?? to ?? [{}])
        .flatMap(nameOf)
        .flatMap((peer) =>
          ports.map(({ port }) => (end === 'ingress' ? `${peer} > ${own}:${port}` : `${own} > ${peer}:${port}`)),
        ),
    );
  });
  return [...new Set(all)].toSorted();
}

const WITHIN = [
  'inngest > database:5432',
  'inngest > platform:3000',
  'inngest > queue:6379',
  'platform > database:5432',
  'platform > inngest:8288',
  'test > platform:3000',
];

describe.each(PLATFORM_RENDERINGS)('the network of $title', async ({ overlay }) => {
  const objects = await renderPlatform({}, overlay);

  it('lets in the ingress controller at the app alone, and at the Inngest server nobody but the app', () => {
    expect(ways(objects, 'ingress')).toEqual(['controller > platform:3000', ...WITHIN]);
  });

  it('lets out what that needs, and the app to what is outside', () => {
    const outside = [80, 443, 465, 587, 5432, 6443].map((port) => `platform > everyone:${port}`);
    const names = 'each > namespace kube-system:53';
    expect(ways(objects, 'egress')).toEqual([...WITHIN, ...outside, names, 'platform > controller:0'].toSorted());
  });

  it('holds every pod to it', () => {
    const everyone = find<Policy['spec']>(objects, 'NetworkPolicy', 'deny-all').spec.podSelector.matchLabels;
    for (const { spec } of workloadsOf(objects)) expect(spec.template.metadata.labels).toMatchObject(everyone);
  });

  it('opens no Service beyond the cluster', () => {
    const services = objects.filter(({ kind }) => kind === 'Service');
    expect(services.map(({ metadata }) => metadata.name).toSorted()).toEqual([
      'database',
      'inngest',
      'metrics',
      'platform',
      'queue',
    ]);
    for (const { spec } of services) expect(spec.type).toBe('ClusterIP');
  });
});

it('an Inngest server elsewhere in the cluster is let in by its namespace', async () => {
  const inngest = { server: 'external', url: 'http://inngest.jobs:8288', namespace: 'jobs' };
  const objects = await renderPlatform({ inngest, database: { server: 'external' } });
  expect(ways(objects, 'ingress').filter((way) => way.includes('namespace'))).toEqual([
    'namespace jobs > platform:3000',
  ]);
  expect(objects.filter(({ kind }) => kind === 'StatefulSet')).toEqual([]);
});

it('the bundled Inngest server has no page, and keeps what it knows over a kill', async () => {
  const objects = await renderPlatform();
  const server = JSON.stringify(find(objects, 'Deployment', 'inngest').spec);
  for (const word of ['"--no-ui"', '"INNGEST_POSTGRES_URI"', '"INNGEST_REDIS_URI"']) expect(server).toContain(word);
  expect(JSON.stringify(find(objects, 'StatefulSet', 'queue').spec)).toContain('appendonly yes');
});
