import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { asAdmin } from '#tests/integration/kubernetes/cluster.ts';
import type { Rendered } from './chart.ts';
import { offences } from './policy.ts';

/** What the set-up scripts apply. */
const FILES = ['platform-namespace.yaml', 'ingress-controller.yaml'];

const objectsIn = (file: string) =>
  parseAllDocuments(readFileSync(join(import.meta.dirname, '../../scripts/cluster', file), 'utf8'), {
    merge: true,
  }).map((document) => document.toJS() as Rendered & { metadata: { namespace?: string } });

describe.each(FILES)('scripts/cluster/%s', (file) => {
  const objects = objectsIn(file);

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
