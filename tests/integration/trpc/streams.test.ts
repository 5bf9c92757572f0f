import { once } from 'node:events';
import { serialize } from 'superjson';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, db } from '#server/db.ts';
import { beginStop } from '#server/lifecycle.ts';
import { changeFeed } from '#server/stores/change-feed.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { handle } from '#server/trpc/handler.ts';
import { countStreams, STREAMS_PER_PERSON } from '#server/trpc/streams.ts';
import { call, makeTool, request, signInPerson } from './api.ts';
import { type AbsentCluster, configureWithoutCluster } from './environment.ts';
import type { Received } from '#tests/stream-messages.ts';
import { type OpenStream, subscribe, watch } from './event-stream.ts';

type Person = Awaited<ReturnType<typeof signInPerson>>;

/** DESIGN §9. */
const ENDS_WITHIN_MS = 2_000;

let cluster: AbsentCluster;
let person: Person;
const opened: OpenStream[] = [];

beforeAll(async () => {
  cluster = await configureWithoutCluster();
  await once(changeFeed(), 'missed');
});

afterAll(async () => {
  for (const stream of opened) stream.leave();
  await closeDatabase();
  cluster.close();
});

beforeEach(async () => {
  person = await signInPerson();
});

async function open(...args: Parameters<typeof watch>): Promise<OpenStream> {
  const stream = await watch(...args);
  opened.push(stream);
  return stream;
}

async function openWithSnapshot(...args: Parameters<typeof watch>): Promise<OpenStream> {
  const stream = await open(...args);
  expect(await stream.next()).toMatchObject({ event: { kind: 'snapshot' } });
  return stream;
}

async function createStore(owner: Person): Promise<string> {
  const input = { name: `shop-${newStoreId()}`, type: 'medusa' };
  const created = await call(owner, ['mutation', 'store.create'], { input });
  return (created.data as { id: string }).id;
}

/** The next single change; a snapshot may come at any time. */
async function untilChange(stream: OpenStream): Promise<Received> {
  for (;;) {
    const received = await stream.next();
    if (!('event' in received) || received.event.kind !== 'snapshot') return received;
  }
}

/** Reads past what is still on its way until the stream is refused or ends. */
async function untilEnd(stream: OpenStream): Promise<Received> {
  for (;;) {
    const received = await stream.next();
    if (!('event' in received)) return received;
  }
}

it('begins with all that the client looks at, and goes on with what changes, newer versions only', async () => {
  const id = await createStore(person);
  const stream = await open(person);
  const first = await stream.next();
  expect(first).toMatchObject({
    event: { kind: 'snapshot', stores: [{ id, version: expect.any(Number) }], counts: { provisioning: 1 } },
  });

  await call(person, ['mutation', 'store.delete'], { input: { id } });
  const second = await untilChange(stream);
  expect(second).toMatchObject({
    event: { kind: 'changed', store: { id, status: 'deleting' }, counts: { deleting: 1 } },
  });
  const versions = [first, second]
    .map((received) => JSON.stringify(received).match(/"version":(\d+)/)?.[1])
    .map(Number);
  expect(versions[1]).toBeGreaterThan(Number(versions[0]));
});

it('tells nothing of the stores of others', async () => {
  const stream = await openWithSnapshot(person);
  await createStore(await signInPerson());
  const own = await createStore(person);
  expect(await untilChange(stream)).toMatchObject({ event: { kind: 'changed', store: { id: own } } });
});

it('does not resume from the last id that a client claims', async () => {
  const stream = await open(person, { list: {}, lastEventId: 'anything' });
  expect(await stream.next()).toMatchObject({ event: { kind: 'snapshot' } });
});

describe('an open stream ends soon, and says why, when', () => {
  const endings: [string, (tool: { tokenId: string }) => Promise<unknown>, 'cookie' | 'token'][] = [
    [
      'its person signs out',
      () => db().session.update({ where: { id: person.sessionId }, data: { revokedAt: new Date() } }),
      'cookie',
    ],
    [
      'its session expires',
      () => db().session.update({ where: { id: person.sessionId }, data: { expiresAt: new Date() } }),
      'cookie',
    ],
    [
      'its person is disabled',
      () => db().user.update({ where: { id: person.userId }, data: { disabledAt: new Date() } }),
      'cookie',
    ],
    [
      'its token is revoked',
      ({ tokenId }) => call(person, ['mutation', 'token.revoke'], { input: { id: tokenId } }),
      'token',
    ],
    [
      "its token's person is disabled",
      () => db().user.update({ where: { id: person.userId }, data: { disabledAt: new Date() } }),
      'token',
    ],
  ];

  it.each(endings)('%s', async (_, end, by) => {
    const tool = await makeTool(person.userId);
    const stream = await openWithSnapshot(by === 'cookie' ? person : tool);
    await end(tool);
    const endedAt = performance.now();
    expect(await untilEnd(stream)).toMatchObject({ error: { data: { code: 'UNAUTHENTICATED' } } });
    expect(performance.now() - endedAt).toBeLessThan(ENDS_WITHIN_MS);
    expect(await stream.next()).toEqual({ end: 'closed' });
  });
});

it('stays open while its person is signed in, when another signs out', async () => {
  const other = await signInPerson();
  const [mine, theirs] = [await openWithSnapshot(person), await openWithSnapshot(other)];
  await db().session.update({ where: { id: other.sessionId }, data: { revokedAt: new Date() } });
  await untilEnd(theirs);
  const id = await createStore(person);
  expect(await untilChange(mine)).toMatchObject({ event: { kind: 'changed', store: { id } } });
});

it(`one person has at most ${STREAMS_PER_PERSON}; who leaves makes room`, async () => {
  const streams = await Promise.all(Array.from({ length: STREAMS_PER_PERSON }, () => openWithSnapshot(person)));
  const input = { list: {} };
  const refused = await call(person, ['subscription', 'store.watch'], { input });
  expect(refused).toMatchObject({ status: 429, error: { data: { code: 'RATE_LIMITED' } } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await (await open(person)).next()).toMatchObject({ error: { data: { code: 'RATE_LIMITED' } } });
  await openWithSnapshot(await signInPerson());

  streams[0]?.leave();
  await openWithSnapshot(person);
});

it('a client that left before its answer began has no stream', async () => {
  const before = countStreams();
  const left = AbortSignal.abort();
  const asked = request(person, 'subscription', 'store.watch', { body: JSON.stringify(serialize({ list: {} })) });
  await handle(new Request(asked, { signal: left }));
  expect(countStreams()).toBe(before);
});

it('is the same stream however its path is encoded, and none for HEAD, POST or a batch', async () => {
  const encoded = await subscribe(person, 'store%2Ewatch', { list: {} });
  opened.push(encoded);
  expect(await encoded.next()).toMatchObject({ event: { kind: 'snapshot' } });

  const before = countStreams();
  const twice = await call(person, ['subscription', 'store%252Ewatch'], { input: { list: {} } });
  expect(twice.status).toBe(404);
  const batch = await call(person, ['subscription', 'store.watch?batch=1'], {
    body: JSON.stringify({ 0: serialize({ list: {} }) }),
  });
  expect(batch.status).toBe(400);
  const post = await call(person, ['mutation', 'store.watch'], { input: { list: {} } });
  expect(post).toMatchObject({ status: 405, error: { data: { code: 'METHOD_NOT_ALLOWED' } } });
  const asked = request(person, 'subscription', 'store.watch', { headers: { accept: 'text/event-stream' } });
  const head = await handle(new Request(asked, { method: 'HEAD' }));
  expect([head.status, head.body]).toEqual([204, null]);
  expect(countStreams()).toBe(before);
});

it('ends with the process in a way that makes clients come back, and no other begins', async () => {
  const stream = await openWithSnapshot(person);
  beginStop();
  const ended = await untilEnd(stream);
  expect(ended).toMatchObject({ error: { code: -32603, data: { code: 'UNAVAILABLE' } } });
  expect(await stream.next()).toEqual({ end: 'closed' });
  expect(await (await open(person)).next()).toMatchObject({ error: { data: { code: 'UNAVAILABLE' } } });
});
