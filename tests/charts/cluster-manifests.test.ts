import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { asAdmin } from '#tests/integration/kubernetes/cluster.ts';
import { ensureCertManagerKinds } from '#tests/issuers.ts';
import type { Rendered } from './chart.ts';
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
