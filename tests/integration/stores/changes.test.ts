import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { until } from '#scripts/local/until.ts';
import type { Actor } from '#server/stores/actor.ts';
import { changeFeed } from '#server/stores/change-feed.ts';
import { watchStores } from '#server/stores/changes.ts';
import { getStore } from '#server/stores/repository.ts';
import { createStore, deleteStore } from '#server/stores/service.ts';
import type { StoreEvent } from '#server/stores/view.ts';
import { newPerson, type Platform, preparePlatform } from './platform.ts';

/** PostgreSQL refuses it, whichever way it is asked for. */
const NOT_TEXT = 'nothing: \0';

let platform: Platform;
let actor: Actor;
let leave: AbortController;
let opened: AsyncIterator<StoreEvent> | undefined;

beforeAll(async () => {
  platform = await preparePlatform();
  await once(changeFeed(), 'missed');
});

afterAll(() => platform.close());

beforeEach(async () => {
  actor = await newPerson();
  leave = new AbortController();
  opened = undefined;
});

afterEach(() => leave.abort());

/** The stream of the person, which begins with the first read. */
const next = () => (opened ??= watchStores(actor.user.id, { list: { limit: 10 } }, leave.signal)).next();

/** The first event of which `isIt` holds; those before it were of something else. */
async function nextWhere(isIt: (event: StoreEvent) => boolean): Promise<StoreEvent> {
  for (;;) {
    const { value, done } = await next();
    if (done) throw new Error('The stream ended.');
    if (isIt(value)) return value;
  }
}

const nextOf = (kind: StoreEvent['kind']) => nextWhere((event) => event.kind === kind);
const create = (name: string, by = actor) => createStore(by, { name, type: 'medusa' });

test('a stream begins with all that the person has, and nothing of anybody else', async () => {
  const mine = await create('begin-mine');
  await create('begin-other', await newPerson());
  const first = await nextOf('snapshot');
  expect(first).toMatchObject({ stores: [{ id: mine.id }], counts: { provisioning: 1 } });
});

test('each change comes with the row as it is, and a higher version', async () => {
  await nextOf('snapshot');
  const store = await create('changing');
  const isOfStore = (event: StoreEvent) => event.kind === 'changed' && event.store.id === store.id;
  expect(await nextWhere(isOfStore)).toMatchObject({ store: { status: 'provisioning' }, counts: { provisioning: 1 } });
  await deleteStore(actor, store.id);
  const isDeleting = (event: StoreEvent) => event.kind === 'changed' && event.store.status === 'deleting';
  const after = await nextWhere(isDeleting);
  expect(after).toMatchObject({ store: { id: store.id, version: expect.toSatisfy((v) => v > store.version) } });
});

test('a change says of a store all that reading it says, its times to the millisecond', async () => {
  await nextOf('snapshot');
  const { id } = await create('alike');
  const work = `update operations set started_at = now(), finished_at = now(), deadline = now() + interval '1 minute',
    failure = '{"reason":"Timeout","message":"It took too long."}' where store_id = $1 returning id`;
  const { rows } = await platform.pool.query<{ id: string }>(work, [id]);
  const steps = `update steps set status = 'succeeded', detail = 'Done.', started_at = now(), finished_at = now() where operation_id = $1`;
  await platform.pool.query(steps, [rows[0]?.id]);
  await platform.pool.query('update stores set ready_at = now() where id = $1', [id]);
  const read = await getStore(actor.user.id, id);
  expect(read.operation.steps[0]?.finishedAt).toBeInstanceOf(Date);
  const isLast = (event: StoreEvent) => event.kind === 'changed' && event.store.version === read.version;
  expect(await nextWhere(isLast)).toMatchObject({ store: read });
});

test('a store that is gone is told by its id, with the counts without it', async () => {
  const { id } = await create('going');
  await nextOf('snapshot');
  await platform.pool.query('delete from stores where id = $1', [id]);
  expect(await nextOf('deleted')).toMatchObject({ id, counts: { provisioning: 0, deleting: 0 } });
});

test('a stream says when no notices can come, and sends everything when they can', async () => {
  await nextOf('snapshot');
  const { rowCount } = await platform.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'storewright-listener' and datname = current_database()`,
  );
  expect(rowCount).toBe(1);
  await nextOf('stale');
  const { id } = await create('unnoticed');
  const isWhole = (event: StoreEvent) => event.kind === 'snapshot' && event.stores.some((store) => store.id === id);
  expect(await nextWhere(isWhole)).toMatchObject({ counts: { provisioning: 1 } });
});

test('a loss that is over before a slow client asks again is told all the same', async () => {
  await nextOf('snapshot');
  changeFeed().emit('lost');
  changeFeed().emit('missed');
  expect((await next()).value).toEqual({ kind: 'stale' });
  expect((await next()).value).toMatchObject({ kind: 'snapshot' });
});

test('while no notices can come, a whole view of the 30 s does not make the stream good', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  await nextOf('snapshot');
  changeFeed().emit('lost');
  expect((await next()).value).toEqual({ kind: 'stale' });
  vi.advanceTimersByTime(30_000);
  expect((await next()).value).toMatchObject({ kind: 'snapshot' });
  expect((await next()).value).toEqual({ kind: 'stale' });
  changeFeed().emit('missed');
  expect((await next()).value).toMatchObject({ kind: 'snapshot' });
});

test('who comes while no notices can come is told so after the first view', async () => {
  changeFeed().isLive = false;
  onTestFinished(() => void (changeFeed().isLive = true));
  expect((await next()).value).toMatchObject({ kind: 'snapshot' });
  expect((await next()).value).toEqual({ kind: 'stale' });
});

test('a stream that has failed takes nothing from those that came after it', async () => {
  const failed = new AbortController();
  const broken = watchStores(actor.user.id, { storeId: NOT_TEXT }, failed.signal);
  await expect(broken.next()).rejects.toThrow('0x00');
  await nextOf('snapshot');
  failed.abort();
  const { id } = await create('after-it');
  expect(await nextOf('changed')).toMatchObject({ store: { id } });
});

test('what is wrong with one view ends its stream alone, and nothing goes on for it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  await nextOf('snapshot');
  const timers = vi.getTimerCount();
  await expect(watchStores(actor.user.id, { storeId: NOT_TEXT }, leave.signal).next()).rejects.toThrow('0x00');
  const stranger = watchStores((await newPerson()).user.id, { storeId: NOT_TEXT }, leave.signal);
  await expect(stranger.next()).rejects.toThrow('0x00');
  // The pool's own timer goes a moment after its answer.
  await until('their timers to go', 10, () => vi.getTimerCount() === timers);
  const { id } = await create('beside-it');
  expect(await nextOf('changed')).toMatchObject({ store: { id } });
});

test('a stream ends when its client leaves, also in the middle of a wait', async () => {
  await nextOf('snapshot');
  const last = next();
  leave.abort();
  await expect(last).resolves.toEqual({ value: undefined, done: true });
});
