import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueToken } from '#scripts/local/token.ts';
import { until } from '#scripts/local/until.ts';
import { createView } from './history/view.ts';
import type { AppProcess } from './support/app-process.ts';
import { type Client, connectOnce } from './support/client.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { startTcpProxy, type TcpProxy } from './support/tcp-proxy.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';
import type { World } from './support/world.ts';

const isCommit = (request: Buffer) => request.includes('COMMIT');

/** The bounds of production. */
const REAL = {
  LEASE_SECONDS: '10',
  LEASE_RENEW_SECONDS: '3',
  HELM_TIMEOUT_SECONDS: '20',
  HELM_GRACE_SECONDS: '10',
  SLICE_SECONDS: '15',
  DISPATCH_INTERVAL_SECONDS: '3',
  STALE_DISPATCH_SECONDS: '45',
};
const OUTAGES: { how: string; seconds: number; strike: (wire: TcpProxy) => Promise<void> | void; changes: object }[] = [
  { how: 'refuses', seconds: 6, strike: (wire) => wire.refuse(), changes: {} },
  { how: 'answers nothing', seconds: 12, strike: (wire) => wire.hang(), changes: {} },
  { how: 'refuses, with all bounds as in production,', seconds: 60, strike: (wire) => wire.refuse(), changes: REAL },
];

let worlds: WorldPool;

beforeAll(async () => {
  worlds = await createWorlds(3);
}, 300_000);

afterAll(() => worlds.close());

const once = (world: World) => connectOnce(`http://127.0.0.1:${world.port}`, world.token);
const wireOf = (world: World) => startTcpProxy(world.env.DATABASE_URL ?? '');

async function storesOf({ database }: World): Promise<{ id: string; name: string }[]> {
  return (await database.pool.query<{ id: string; name: string }>('select id, name from stores')).rows;
}

const namesIn = async (world: World) => (await storesOf(world)).map(({ name }) => name);

/** An app that has its connections and has answered already. */
async function startWarm(world: World, changes: Record<string, string>): Promise<AppProcess> {
  const app = await world.start(changes);
  await world.client.store.list.query({});
  return app;
}

/** Why a call was refused, as its caller learns it. */
async function refusalOf(call: Promise<unknown>) {
  const error = await call.then(
    () => new Error('The call was accepted.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof TRPCClientError) || !error.data) throw error;
  const { response } = error.meta as { response: Response };
  const { code, httpStatus } = error.data as { code: string; httpStatus: number };
  return { code, httpStatus, retryAfter: Number(response.headers.get('retry-after')) };
}

const AWAY = { code: 'UNAVAILABLE', httpStatus: 503, retryAfter: 5 };

describe.concurrent('a commit that', () => {
  it('F02 did not arrive before the process was killed: nothing exists, and the same key succeeds once', ({ task }) =>
    worlds.use(async (world) => {
      const wire = await wireOf(world);
      const doomed = await startWarm(world, { DATABASE_URL: wire.url });
      const request = { name: 'uncommitted', type: 'medusa', idempotencyKey: randomUUID() };
      const held = wire.hold('request', isCommit);
      const words = once(world)
        .store.create.mutate(request)
        .catch(({ message }: Error) => message);
      await Promise.race([held, words]);
      await doomed.kill();
      expect(await words).toBe('fetch failed');
      expect(await namesIn(world)).not.toContain(request.name);

      await world.start();
      await succeedsOnce(world, request, task);
      await wire.close();
    }));

  it('F02 did not arrive, nor did anything after it: the caller is told, nothing exists, and the same key succeeds once', ({
    task,
  }) =>
    worlds.use(async (world) => {
      const wire = await wireOf(world);
      await startWarm(world, { DATABASE_URL: wire.url });
      const request = { name: 'cut-off', type: 'medusa', idempotencyKey: randomUUID() };
      const held = wire.hold('request', isCommit);
      const refusal = refusalOf(once(world).store.create.mutate(request));
      await Promise.race([held, refusal]);
      wire.cut();
      expect(await refusal).toEqual(AWAY);
      expect(await namesIn(world)).not.toContain(request.name);
      await succeedsOnce(world, request, task);
      await world.killApps();
      await wire.close();
    }));

  it('was applied, its answer lost: the caller is told to ask again, and the same key gives the same store', ({
    task,
  }) =>
    worlds.use(async (world) => {
      const wire = await wireOf(world);
      await startWarm(world, { DATABASE_URL: wire.url });
      const request = { name: 'unheard', type: 'medusa', idempotencyKey: randomUUID() };
      const held = wire.hold('answer', isCommit);
      const refusal = refusalOf(once(world).store.create.mutate(request));
      await Promise.race([held, refusal]);
      wire.cut();
      expect(await refusal).toEqual(AWAY);
      const made = (await storesOf(world)).find(({ name }) => name === request.name);
      expect(await succeedsOnce(world, request, task)).toBe(made?.id);
      await world.killApps();
      await wire.close();
    }));
});

type Request = { name: string; type: string; idempotencyKey: string };

/** Asks again, and once more, and waits for the one store that there is. */
async function succeedsOnce(world: World, request: Request, task: { meta: object }): Promise<string> {
  const { id } = await world.client.store.create.mutate(request);
  expect((await world.client.store.create.mutate(request)).id).toBe(id);
  expect((await storesOf(world)).filter(({ name }) => name === request.name)).toEqual([{ id, name: request.name }]);
  await heals(task, () => world.untilStore(id, 'ready'));
  await world.untilIdle();
  await checkInvariants(world);
  return id;
}

describe.concurrent('F22 a database that', () => {
  it.for(OUTAGES)(
    '$how for $seconds s: callers are told at once, streams stay and say so, nothing acknowledged is lost',
    ({ seconds, strike, changes }, { task }) =>
      worlds.use(async (world) => {
        const wire = await wireOf(world);
        await startWarm(world, { ...changes, DATABASE_URL: wire.url });
        const told: string[] = [];
        const view = createView(`http://127.0.0.1:${world.port}`, world.token, (what) => told.push(what));
        const leaving = new AbortController();
        const following = view.follow(leaving.signal);
        const { id } = await world.client.store.create.mutate({ name: `before-${seconds}`, type: 'medusa' });
        await until('the store to be in view', 60, () => view.list().stores.some((store) => store.id === id));

        await strike(wire);
        const away = pause(seconds * 1000);
        await until('the stream to say so', 60, () => told.includes('stale'));
        await expectRefusals(once(world), id);
        await away;
        await wire.heal();

        await heals(task, async () => {
          await world.untilStore(id, 'ready');
          await until('the view to be fresh', 120, () => view.list().stores[0]?.status === 'ready');
        });
        await world.untilIdle();
        const fresh = await world.client.store.list.query({ limit: 50 });
        await until('the view to be as a fresh list', 60, () => sameAs(view.list(), fresh));
        expect(view.setbacks, 'I11').toEqual([]);
        expect(told, 'the stream ended').not.toContain('ended');
        expect(told, 'the stream broke').not.toContain('broke');
        expect(await namesIn(world)).not.toContain('refused');
        await checkInvariants(world);
        leaving.abort();
        await following;
        await world.killApps();
        await wire.close();
      }),
  );
});

type List = Awaited<ReturnType<Client['store']['list']['query']>>;
const sameAs = (shown: List, fresh: List) => JSON.stringify(shown.stores) === JSON.stringify(fresh.stores);

/** Far below the 3 s for which a call waits for a connection that may come free: nobody waits for a database that is away. */
const SOON_MS = 2_000;

async function expectRefusals(client: Client, id: string): Promise<void> {
  const calls = [
    () => client.store.list.query({}),
    () => client.store.create.mutate({ name: 'refused', type: 'medusa' }),
    () => client.store.delete.mutate({ id }),
  ];
  for (const call of calls) {
    const start = performance.now();
    expect(await refusalOf(call())).toEqual(AWAY);
    expect(performance.now() - start).toBeLessThan(SOON_MS);
  }
}

/** More people than the pool and its queue hold. */
const CROWD = 300;

describe.concurrent('F23 a crowd that takes every connection', () => {
  it('is told when to come back, at once where the queue is full, while work goes on', ({ task }) =>
    worlds.use(async (world) => {
      await world.start();
      const { pool } = world.database;
      const people = Array.from({ length: CROWD }, (_, number) => ({ email: `${number}@crowd.test`, name: 'Crowd' }));
      const tokens = await Promise.all(people.map((person) => issueToken(pool, person)));
      const gate = await pool.connect();
      // Whoever creates waits here, each with a connection: one person alone would wait in line with one.
      await gate.query('begin');
      await gate.query(`select 1 from users where email like '%@crowd.test' for update`);

      const { id } = await world.client.store.create.mutate({ name: 'in-the-crowd', type: 'medusa' });
      const over = new AbortController();
      let shortestMs = Infinity;
      const askers = tokens.map(async (token, number) => {
        const one = connectOnce(`http://127.0.0.1:${world.port}`, token);
        while (!over.signal.aborted) {
          const start = performance.now();
          const call = one.store.create.mutate({ name: `crowd-${number}`, type: 'medusa' });
          expect(await refusalOf(call)).toEqual(AWAY);
          shortestMs = Math.min(shortestMs, performance.now() - start);
          await pause(500);
        }
      });
      await world.untilStore(id, 'ready');
      await world.untilIdle();
      over.abort();
      await Promise.all(askers);
      await gate.query('rollback');
      gate.release();

      expect(shortestMs, 'nobody was refused before a wait was over').toBeLessThan(SOON_MS);
      await heals(task, () => once(world).store.get.query({ id }));
      expect((await storesOf(world)).filter(({ name }) => name.startsWith('crowd-'))).toEqual([]);
      await checkInvariants(world);
    }));
});
