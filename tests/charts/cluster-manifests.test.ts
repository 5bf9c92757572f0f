import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { asAdmin } from '#tests/integration/kubernetes/cluster.ts';
import { ensureCertManagerKinds } from '#tests/issuers.ts';
import { containersOf, find, render, STORE_CHARTS, valuesOf, type Rendered, type Workload } from './chart.ts';
import { renderPlatform } from './platform.ts';
import { offences } from './policy.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, 'scripts/cluster', file), 'utf8');

/** What a function of scripts/cluster/production.sh prints. */
const printed = (name: string) =>
  execFileSync('bash', ['-c', `. scripts/cluster/production.sh; ${name}`], {
    cwd: root,
    env: { ...process.env, namespace: 'storewright-system' },
    encoding: 'utf8',
  });

/** What the set-up scripts apply. */
const MANIFESTS = {
  'platform-namespace.yaml': read('platform-namespace.yaml'),
  'ingress-controller.yaml': read('ingress-controller.yaml'),
  'ingress-controller.yaml behind a load balancer': printed('traefik_behind_load_balancer'),
  'letsencrypt.yaml': read('letsencrypt.yaml'),
  'local-ca.yaml': read('local-ca.yaml'),
};

const objectsIn = (text: string) =>
  parseAllDocuments(text, { merge: true }).map(
    (document) => document.toJS() as Rendered & { metadata: { namespace?: string } },
  );

beforeAll(ensureCertManagerKinds);

describe.each(Object.entries(MANIFESTS))('scripts/cluster/%s', (_, text) => {
  const objects = objectsIn(text);

  it('is accepted by the API server', async () => {
    // Tried out, a namespace is not there for what lies in it, so that is tried where there is one.
    const items = objects.map((object) =>
      object.metadata.namespace ? { ...object, metadata: { ...object.metadata, namespace: 'default' } } : object,
    );
    const args = [
      'apply',
      '--server-side',
      '--force-conflicts',
      '--dry-run=server',
      '--validate=strict',
      '--output=name',
    ];
    const known = await asAdmin([...args, '--filename=-'], { apiVersion: 'v1', kind: 'List', items });
    expect(known.trim().split('\n')).toHaveLength(objects.length);
  });

  it('keeps the policy that the charts keep', () => {
    expect(offences(objects)).toEqual([]);
  });
});

it('the way by which setup-local.sh hands a Secret over reaches kubectl whole', async () => {
  const lines = 'session-secret=0123\ngoogle-client-secret=GOCSPX-a=b $c "d"\n';
  const args = ['create', 'secret', 'generic', 'platform-secrets', '--from-env-file=/dev/stdin'];
  const running = promisify(execFile)('bash', [
    // A pipe, as in the script: what Node gives a child is a socket, which nobody can open anew.
    '-c',
    'cat | "$0" "$@"',
    inject('instance').tools.kubectl,
    ...args,
    '--dry-run=client',
    '--output=json',
  ]);
  running.child.stdin?.end(lines);
  const { stdout: text } = await running;
  const { data } = JSON.parse(text) as { data: Record<string, string> };
  const values = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
  expect(Object.fromEntries(values)).toEqual({ 'session-secret': '0123', 'google-client-secret': 'GOCSPX-a=b $c "d"' });
});

it('Traefik behind a load balancer takes no port of a node', () => {
  const objects = objectsIn(MANIFESTS['ingress-controller.yaml behind a load balancer']);
  const [service] = objects.filter(({ kind }) => kind === 'Service');
  expect(service?.spec).toMatchObject({ type: 'LoadBalancer', ports: [{ port: 80 }, { port: 443 }] });
  expect(JSON.stringify(objects)).not.toMatch(/nodePort|127\.0\.0\.1/);
});

it('in production, and there alone, Traefik leads from http to the port of https, whoever installs it', () => {
  const toHttps = '--entrypoints.web.http.redirections.entrypoint.to=:443';
  const argumentsOf = (text: string) =>
    containersOf(find(objectsIn(text), 'Deployment', 'traefik') as unknown as Workload).flatMap(
      (container) => (container as { args?: string[] }).args ?? [],
    );
  expect(argumentsOf(MANIFESTS['ingress-controller.yaml behind a load balancer'])).toContain(toHttps);
  expect(argumentsOf(MANIFESTS['ingress-controller.yaml'])).not.toContain(toHttps);
  const [given] = objectsIn(read('k3s-traefik.yaml')) as unknown as { spec: { valuesContent: string } }[];
  expect(parse(given?.spec.valuesContent ?? '')).toEqual({ additionalArguments: [toHttps] });
});

describe('the authority of setup-local.sh', () => {
  type Tls = { tls?: { hosts: string[]; secretName: string }[] };
  const [authority] = objectsIn(MANIFESTS['local-ca.yaml']).filter(({ spec }) => 'ca' in spec);
  const annotations = { 'cert-manager.io/cluster-issuer': authority?.metadata.name };

  it('is asked for a certificate of the platform’s own host, and shops are told to ask it', async () => {
    const values = {
      publicUrl: 'https://platform.example.com',
      stores: { domain: 'shops.example', clusterIssuer: authority?.metadata.name },
      ingress: { annotations },
    };
    const objects = await renderPlatform({ domain: 'example.com', ...values }, ['ci/values.yaml', 'values-local.yaml']);
    const { spec } = find<Tls>(objects, 'Ingress', 'platform');
    expect(spec.tls).toEqual([{ hosts: ['platform.example.com'], secretName: 'platform-tls' }]);
    expect(find(objects, 'ConfigMap', 'platform').data).toMatchObject({ CLUSTER_ISSUER: 'storewright-ca' });
  });

  it.each(STORE_CHARTS)('is asked by a shop of %s for one of its own host, in its own namespace', async (chart) => {
    const values = { ...valuesOf({ host: 'first.shops.example' }), ingress: { annotations } };
    const { spec } = find<Tls>(await render(chart, { overlay: ['values-local.yaml'], values }), 'Ingress', 'web');
    expect(spec.tls).toEqual([{ hosts: ['first.shops.example'], secretName: 'web-tls' }]);
  });

  it('is asked for nothing below localhost', async () => {
    const objects = await renderPlatform({}, ['ci/values.yaml', 'values-local.yaml']);
    expect(find<Tls>(objects, 'Ingress', 'platform').spec.tls).toBeUndefined();
    expect(find(objects, 'ConfigMap', 'platform').data).not.toHaveProperty('CLUSTER_ISSUER');
  });
});
