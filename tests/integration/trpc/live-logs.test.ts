import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { closeDatabase, db } from '#server/db.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { call, signInPerson, type SignedIn } from './api.ts';
import { configureWithoutCluster, kubeconfigFor, listen } from './environment.ts';
import { type OpenStream, subscribe } from './event-stream.ts';

const SECRET = 'canary/0123456789';
/** DESIGN §9. */
const ENDS_WITHIN_MS = 2_000;

/** An API server with one Secret and one log, whose readers wait for what the test writes; refused while `log` says so. */
const readers: ServerResponse[] = [];
let log: 'there' | 'missing' | 'silent' = 'there';

const server = createServer(({ url = '' }, response) => {
  if (url.includes('/secrets/')) {
    const data = { 'database-password': Buffer.from(SECRET).toString('base64') };
    return response.end(JSON.stringify({ metadata: {}, data }));
  }
  if (log === 'missing') return response.writeHead(404).end(JSON.stringify({ message: 'pods "web-0" not found' }));
  // A kubelet answers with the first byte of the log.
  if (log === 'there') response.writeHead(200).flushHeaders();
  readers.push(response);
  return undefined;
});

let person: SignedIn;
let id: string;

beforeAll(async () => {
  const absent = await configureWithoutCluster({
    KUBECONFIG: kubeconfigFor(await listen(server)),
    KUBERNETES_READ_TIMEOUT_SECONDS: '1',
  });
  absent.close();
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await closeDatabase();
});

beforeEach(async () => {
  readers.length = 0;
  log = 'there';
  person = await signInPerson();
  const input = { name: `shop-${newStoreId()}`, type: 'woocommerce' };
  id = ((await call(person, ['mutation', 'store.create'], { input })).data as { id: string }).id;
});

async function follow(lines = 3): Promise<OpenStream> {
  const stream = await subscribe(person, 'store.followLogs', { id, pod: 'web-0', container: 'web', lines });
  onTestFinished(stream.leave);
  return stream;
}

const whole = (text: string | null) => ({ event: { kind: 'whole', text } });
const more = (text: string) => ({ event: { kind: 'more', text } });

it('a log comes as it is written, in whole lines and without what is secret', async () => {
  const stream = await follow();
  expect(await stream.next()).toEqual(whole(''));
  readers[0]?.write(`no access with ${SECRET.slice(0, 9)}`);
  readers[0]?.write(`${SECRET.slice(9)}\nsecond`);
  expect(await stream.next()).toEqual(more('no access with [redacted]\n'));
  readers[0]?.write(' line\n');
  expect(await stream.next()).toEqual(more('second line\n'));
});

it('a log goes on where the container was restarted, or the connection cut', async () => {
  const stream = await follow();
  expect(await stream.next()).toEqual(whole(''));
  readers[0]?.end('last words\n');
  expect(await stream.next()).toEqual(more('last words\n'));
  expect(await stream.next()).toEqual(whole(''));
  readers[1]?.write('again\n');
  expect(await stream.next()).toEqual(more('again\n'));
  readers[1]?.destroy();
  expect(await stream.next()).toEqual(whole(''));
});

it('a container without a log says so once, and its log comes when there is one', async () => {
  log = 'missing';
  const stream = await follow();
  expect(await stream.next()).toEqual(whole(null));
  log = 'there';
  expect(await stream.next()).toEqual(whole(''));
});

it('a container that has written nothing yet has an empty log, and its first line comes', async () => {
  log = 'silent';
  const stream = await follow();
  expect(await stream.next()).toEqual(whole(''));
  while (readers.length < 2) await once(server, 'request');
  readers[1]?.write('first line\n');
  expect(await stream.next()).toEqual(more('first line\n'));
});

it('the stream of a log ends soon after its person signed out, and lets the cluster go', async () => {
  const stream = await follow();
  expect(await stream.next()).toEqual(whole(''));
  const left = new Promise((resolve) => readers[0]?.once('close', resolve));
  const start = performance.now();
  await db().session.update({ where: { id: person.sessionId }, data: { revokedAt: new Date() } });
  expect(await stream.next()).toMatchObject({ error: { data: { code: 'UNAUTHENTICATED' } } });
  expect(performance.now() - start).toBeLessThan(ENDS_WITHIN_MS);
  await left;
});

it('the stream of a log ends with the page that shows it', async () => {
  const stream = await follow();
  expect(await stream.next()).toEqual(whole(''));
  const left = new Promise((resolve) => readers[0]?.once('close', resolve));
  stream.leave();
  await left;
});
