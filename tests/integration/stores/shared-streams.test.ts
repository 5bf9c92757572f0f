import { once } from 'node:events';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { until } from '#scripts/local/until.ts';
import type { Actor } from '#server/stores/actor.ts';
import { changeFeed } from '#server/stores/change-feed.ts';
import { watchStores } from '#server/stores/changes.ts';
import { createStore } from '#server/stores/service.ts';
import type { StoreEvent } from '#server/stores/view.ts';
import { STREAMS_PER_PERSON } from '#server/trpc/streams.ts';
import { newPerson, type Platform, preparePlatform } from './platform.ts';

let platform: Platform;
let actor: Actor;
let id: string;
let leave: AbortController;

beforeAll(async () => {
  platform = await preparePlatform();
  await once(changeFeed(), 'missed');
});

afterAll(() => platform.close());

beforeEach(async () => {
  actor = await newPerson();
  leave = new AbortController();
  const noticed = nextNotice();
  ({ id } = await createStore(actor, { name: `shared-${Date.now()}`, type: 'medusa' }));
  await noticed;
});

afterEach(() => {
  leave.abort();
  vi.restoreAllMocks();
});

/** Resolves when every stream has been woken by a notice: they listened first. */
const nextNotice = () => once(changeFeed(), 'changed');

/** A stream of the person, and the versions of the store that it has told so far. */
function openStream(): { versions: number[]; over: Promise<void> } {
  const versions: number[] = [];
  const follow = async () => {
    for await (const event of watchStores(actor.user.id, { list: { limit: 10 } }, leave.signal))
      versions.push(...storesOf(event).map(({ version }) => version));
  };
  return { versions, over: follow() };
}

function storesOf(event: StoreEvent) {
  if (event.kind === 'snapshot') return event.stores;
  return event.kind === 'changed' ? [event.store] : [];
}

async function openStreams(count: number) {
  const streams = Array.from({ length: count }, openStream);
  await until('the snapshots', 30, () => streams.every(({ versions }) => versions.length > 0));
  return streams;
}

/** Changes the store and returns its new version when the streams have been woken for it. */
async function change(): Promise<number> {
  const noticed = nextNotice();
  const statement = 'update stores set version = version where id = $1 returning version::int';
  const { rows } = await platform.pool.query<{ version: number }>(statement, [id]);
  await noticed;
  return rows[0]?.version ?? NaN;
}

/** How many statements of this process have read stores, their operations or steps since now. */
function countReads(): () => number {
  const query = vi.spyOn(Client.prototype, 'query');
  const textOf = ([first]: unknown[]) => (typeof first === 'string' ? first : (first as { text: string }).text);
  return () =>
    query.mock.calls.filter((call) =>
      /^\s*select.* from (?:"public"\.")?(?:stores|operations|steps)\b/is.test(textOf(call)),
    ).length;
}

async function readsOfAChange(streams: number): Promise<number> {
  const opened = await openStreams(streams);
  const reads = countReads();
  const version = await change();
  await until('every stream to tell', 30, () => opened.every(({ versions }) => versions.includes(version)));
  const count = reads();
  leave.abort();
  await Promise.all(opened.map(({ over }) => over));
  leave = new AbortController();
  vi.restoreAllMocks();
  return count;
}

test('a change is read once for all streams of its person, in one statement', async () => {
  expect(await readsOfAChange(1)).toBe(1);
  expect(await readsOfAChange(STREAMS_PER_PERSON)).toBe(1);
});

test('streams that begin together read what they look at once', async () => {
  const reads = countReads();
  await openStreams(1);
  const alone = reads();
  expect(alone).toBe(1);
  await openStreams(STREAMS_PER_PERSON - 1);
  expect(reads()).toBe(2 * alone);
});

test('what changes in the midst of a read is told to every stream, also to one that begins then', async () => {
  const streams = await openStreams(5);
  const gate = await platform.pool.connect();
  try {
    await gate.query('begin');
    await gate.query('lock table steps');
    await change();
    await until('a read to wait for the steps', 30, async () => {
      const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return (await platform.pool.query(waiting)).rows.length > 0;
    });
    const late = openStream();
    const version = await change();
    await gate.query('commit');
    const told = () => [...streams, late].map(({ versions }) => versions.at(-1));
    await vi.waitFor(() => expect(told()).toEqual(Array(6).fill(version)), 30_000);
  } finally {
    // Closed, not kept: a lock that a failure left would hold the tests that follow.
    gate.release(true);
  }
});

test('of many changes no stream misses the last, and none goes back', async () => {
  const streams = await openStreams(STREAMS_PER_PERSON);
  let version = 0;
  for (let count = 0; count < 50; count++) version = await change();
  await until('every stream to tell', 30, () => streams.every(({ versions }) => versions.at(-1) === version));
  for (const { versions } of streams) expect(versions).toEqual(versions.toSorted((a, b) => a - b));
});
