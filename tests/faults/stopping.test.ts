import { once } from 'node:events';
import { request } from 'node:http';
import { serialize } from 'superjson';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readIfThere } from '#scripts/local/private-file.ts';
import { until } from '#scripts/local/until.ts';
import { readMessages } from '#tests/stream-messages.ts';
import { connectOnce } from './support/client.ts';
import { isListening } from './support/is-listening.ts';
import { createWorld, type World } from './support/world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld();
}, 300_000);

afterAll(() => world.close());

const sayStopping = () => readIfThere(world.log)?.includes('"app.stopping"');

/** Opens it when notices come already: else the first of them would bring a second snapshot. */
async function openStream(url: string) {
  await until('the app to listen', 60, () => isListening(world));
  const input = encodeURIComponent(JSON.stringify(serialize({ list: {} })));
  const headers = { authorization: `Bearer ${world.token}`, accept: 'text/event-stream' };
  return readMessages(await fetch(`${url}/api/trpc/store.watch?input=${input}`, { headers }));
}

/** Nothing reads or writes a store until what is returned is called. */
async function lockStores(): Promise<() => Promise<void>> {
  const client = await world.database.pool.connect();
  await client.query('begin; lock table stores in access exclusive mode');
  return async () => {
    await client.query('rollback');
    client.release();
  };
}

/** Requests that wait for the lock, whoever else does. */
async function countWaiting(): Promise<number> {
  const { rows } = await world.database.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and application_name = 'storewright-foreground' and wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}

it('F07 SIGTERM while people ask and watch: what was asked is answered, streams end with a word, nobody new is sent there', async () => {
  const app = await world.start();
  const stream = await openStream(app.url);
  expect((await stream.next()).value).toMatchObject({ event: { kind: 'snapshot' } });
  const unlock = await lockStores();
  const asked = connectOnce(app.url, world.token).store.list.query({});
  await until('the question to wait', 60, async () => (await countWaiting()) > 0);

  const ended = app.kill('SIGTERM');
  await until('the app to stop', 60, sayStopping);
  const probe = await fetch(`${app.url}/api/readyz`);
  expect([probe.status, probe.headers.get('connection')]).toEqual([503, 'close']);
  await unlock();

  expect(await asked).toMatchObject({ stores: [] });
  expect((await stream.next()).value).toMatchObject({ error: { data: { code: 'UNAVAILABLE' } } });
  expect(await stream.next()).toMatchObject({ done: true });
  expect(await ended).toEqual({ code: 0, signal: null });
});

it('F07 SIGTERM while a client never ends its request: the process ends all the same', async () => {
  const app = await world.start();
  const headers = { 'content-length': '10', expect: '100-continue' };
  const endless = request(`${app.url}/api/inngest`, { method: 'POST', headers });
  const cut = new Promise((resolve) => endless.on('error', resolve));
  // The app knows of the request when it asks for its body.
  await once(endless, 'continue');
  expect(await app.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  await cut;
});
