import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createKubernetes } from './client.ts';
import { follow } from './follow.ts';
import type { Pod } from './objects.ts';

type Answer = (response: ServerResponse) => void;

/** An API server that follows a script, one answer a call; what a real one does seldom, it does at once. */
async function script(answers: Answer[]) {
  const calls: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    calls.push(query.has('watch') ? `watch ${query.get('resourceVersion')}` : 'list');
    answers[calls.length - 1]?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());

  const { port } = server.address() as AddressInfo;
  const kubeconfig = join(mkdtempSync(join(tmpdir(), 'script-')), 'kubeconfig');
  const cluster = { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true };
  const config = {
    clusters: [{ name: 'c', cluster }],
    users: [{ name: 'u', user: { token: 'token' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  return { calls, k: createKubernetes({ kubeconfig, readTimeoutMs: 5000, writeTimeoutMs: 5000 }) };
}

const pod = (name: string, resourceVersion: string) => ({ metadata: { name, uid: name, resourceVersion } });
const list =
  (resourceVersion: string, ...items: Pod[]): Answer =>
  (response) =>
    response.end(JSON.stringify({ metadata: { resourceVersion }, items }));
const lines = (...objects: unknown[]) => objects.map((object) => `${JSON.stringify(object)}\n`).join('');

/** Follows until a pod of that name is seen, by list or by change. */
async function followUntil(answers: Answer[], wanted: string) {
  const { k, calls } = await script(answers);
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const troubles: string[] = [];
  await new Promise<void>((resolve) => {
    const see = (seen: Pod) => seen.metadata?.name === wanted && resolve();
    void follow<Pod>({
      kubernetes: k,
      path: '/api/v1/namespaces/store-x/pods',
      signal: ending.signal,
      needed: Promise.resolve(),
      onList: (items) => items.forEach(see),
      onChange: (_, item) => see(item),
      onTrouble: (trouble) => trouble && troubles.push(trouble.kind),
    });
  });
  return { calls, troubles };
}

const expired = lines({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' } });

test('a watch whose version is no longer kept lists anew, which is no trouble', async () => {
  const seen = await followUntil(
    [list('5'), (response) => response.end(expired), list('90', pod('late', '88'))],
    'late',
  );
  expect(seen).toEqual({ calls: ['list', 'watch 5', 'list'], troubles: [] });
});

test('a watch that is cut goes on from the last version it saw, bookmarks included', async () => {
  const cut: Answer = (response) => {
    const bookmark = { type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } };
    response.write(lines({ type: 'ADDED', object: pod('early', '7') }, bookmark), () => response.destroy());
  };
  const goOn: Answer = (response) => response.write(lines({ type: 'MODIFIED', object: pod('late', '11') }));
  const seen = await followUntil([list('5'), cut, goOn], 'late');
  expect(seen).toEqual({ calls: ['list', 'watch 5', 'watch 9'], troubles: ['unavailable'] });
});

test('a line that comes in pieces is read whole', async () => {
  const text = lines({ type: 'ADDED', object: pod('grüße', '7') });
  const bytes = Buffer.from(text);
  const middle = bytes.indexOf('ü') + 1;
  const inPieces: Answer = (response) => {
    response.write(bytes.subarray(0, middle), () => response.write(bytes.subarray(middle)));
  };
  expect(await followUntil([list('5'), inPieces], 'grüße')).toMatchObject({ troubles: [] });
});

test('a list that the server refuses for a while is asked for again', async () => {
  const busy: Answer = (response) => response.writeHead(429, { 'retry-after': '0' }).end('{}');
  const seen = await followUntil([busy, list('5', pod('there', '4'))], 'there');
  expect(seen).toEqual({ calls: ['list', 'list'], troubles: ['throttled'] });
});

test('no watch is opened before it is needed, and then from the version of the list', async () => {
  const { k, calls } = await script([list('5'), list('6'), (response) => response.write('\n')]);
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const needed = Promise.withResolvers<void>();
  const listed = Promise.withResolvers<void>();
  void follow<Pod>({
    kubernetes: k,
    path: '/api/v1/namespaces/store-x/pods',
    signal: ending.signal,
    needed: needed.promise,
    onList: () => listed.resolve(),
    onChange: () => undefined,
    onTrouble: () => undefined,
  });
  await listed.promise;
  // As long as another call and its answer take.
  await k.read({ path: '/api/v1/namespaces/store-x/pods', signal: ending.signal });
  expect(calls).toEqual(['list', 'list']);
  needed.resolve();
  await vi.waitFor(() => expect(calls.at(-1)).toBe('watch 5'));
});
