import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { FOREGROUND } from '#server/database/pool.ts';
import {
  backgroundDb,
  closeDatabase,
  db,
  isDatabaseUnavailable,
  isSerializationFailure,
  isUniqueViolation,
  listen,
  pingDatabase,
} from '#server/db.ts';
import { startTcpProxy, type TcpProxy } from '#tests/faults/support/tcp-proxy.ts';
import { createTestDatabase, withClient, type TestDatabase } from './test-database.ts';

/** A second, and as much again for a machine that is busy with other tests. The pool itself would wait for 3 s. */
const SOON_MS = 2_000;

let database: TestDatabase;
let proxy: TcpProxy;

beforeAll(async () => {
  database = await createTestDatabase();
  await deploy(database);
  proxy = await startTcpProxy(database.appUrl);
  vi.stubEnv('DATABASE_URL', proxy.url);
  vi.stubEnv('DATABASE_DIRECT_URL', proxy.url);
  vi.stubEnv('NEXTAUTH_SECRET', 'for tests');
  // The first query of a process loads Prisma's query compiler.
  await db().store.count();
});

afterEach(async () => {
  await proxy.heal();
  await closeDatabase();
});

afterAll(async () => {
  await proxy.close();
  await database.drop();
});

async function failureOf(action: () => Promise<unknown>) {
  const start = performance.now();
  const error: unknown = await action().then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, ms: performance.now() - start };
}

const queries: [string, () => Promise<unknown>][] = [
  ['a query', () => db().store.count()],
  ['a raw query', () => db().$queryRaw`SELECT 1`],
  ['a transaction', () => db().$transaction((tx) => tx.store.count())],
  ['a background query', () => backgroundDb().store.count()],
  ['a ping', () => pingDatabase(AbortSignal.timeout(900))],
];

describe('a database that is away', () => {
  it.each(queries)('is told by %s at once when it refuses, and is back with the next one', async (_, query) => {
    await proxy.refuse();
    const { error, ms } = await failureOf(query);
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(ms).toBeLessThan(SOON_MS);
    await proxy.heal();
    await query();
  });

  it.each(queries.slice(0, 3))(
    'is told by %s in about a second when nobody answers a new connection',
    async (_, query) => {
      proxy.hang();
      const { error, ms } = await failureOf(query);
      expect(isDatabaseUnavailable(error)).toBe(true);
      expect(ms).toBeLessThan(SOON_MS);
    },
  );

  it.each(queries.slice(0, 3))(
    'is told by %s in about a second when an old connection no longer answers',
    async (_, query) => {
      await query();
      proxy.hang();
      const { error, ms } = await failureOf(query);
      expect(isDatabaseUnavailable(error)).toBe(true);
      expect(ms).toBeLessThan(SOON_MS);
    },
  );

  it('is told to all who wait by then, whenever they came', async () => {
    proxy.hang();
    const asked = proxy.asked();
    const early = failureOf(() => db().store.count());
    // Its connection, and the question whether anybody is there.
    await vi.waitFor(() => expect(proxy.asked()).toBe(asked + 2));
    const late = failureOf(() => db().store.count());
    for (const { error } of await Promise.all([early, late])) expect(isDatabaseUnavailable(error)).toBe(true);
    expect(proxy.asked(), 'connections: theirs, and one question').toBe(asked + 3);
  });

  it('is not what a transaction sees that waits for another one', async () => {
    await withClient(database.appUrl, async (gate) => {
      await gate.query('SELECT pg_advisory_lock(2)');
      const waiting = failureOf(() => db().$queryRaw`SELECT pg_advisory_xact_lock(2)::text`);
      const asked = proxy.asked();
      await vi.waitFor(() => expect(proxy.asked()).toBeGreaterThan(asked + 1), SOON_MS + 1_000);
      await gate.query('SELECT pg_advisory_unlock(2)');
      expect((await waiting).error).toBeNull();
    });
  });

  it('is not what is slow to take new connections while it answers old ones', async () => {
    const takes = (seconds: number) => db().$queryRaw`SELECT pg_sleep(${seconds})::text`;
    await withClient(database.appUrl, async (gate) => {
      await gate.query('SELECT pg_advisory_lock(3)');
      await Promise.all([takes(0.1), takes(0.1)]);
      proxy.hangNew();
      const waiting = failureOf(() => db().$queryRaw`SELECT pg_advisory_xact_lock(3)::text`);
      const answered = Array.from({ length: 20 }).reduce<Promise<unknown>>(
        (last) => last.then(() => takes(0.05)),
        takes(0.05),
      );
      const connecting = failureOf(() => db().store.count());
      await answered;
      await proxy.heal();
      await gate.query('SELECT pg_advisory_unlock(3)');
      expect(await waiting).toMatchObject({ error: null });
      expect(await connecting).toMatchObject({ error: null });
    });
  });

  it('is told by a transaction that it cut in the middle', async () => {
    const { error } = await failureOf(() =>
      db().$transaction(async (tx) => {
        await tx.store.count();
        proxy.cut();
        await tx.store.count();
      }),
    );
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it('is not what a mistake of ours looks like', async () => {
    const mistakes = [
      () => db().$queryRaw`SELECT nothing_of_this_name`,
      () => db().user.findUniqueOrThrow({ where: { id: crypto.randomUUID() } }),
    ];
    for (const mistake of mistakes) {
      const { error } = await failureOf(mistake);
      expect(error).toBeInstanceOf(Error);
      expect(isDatabaseUnavailable(error)).toBe(false);
    }
  });
});

describe('a crowd of requests', () => {
  it('is refused at once beyond its queue, and leaves background work its connections', async () => {
    await withClient(database.appUrl, async (gate) => {
      await gate.query('SELECT pg_advisory_lock(1)');
      const crowd = Array.from({ length: 300 }, () =>
        failureOf(() => db().$queryRaw`SELECT pg_advisory_xact_lock(1)::text`),
      );
      const first = await Promise.race(crowd);
      expect(first.error).toMatchObject({ name: 'DatabaseBusyError' });
      expect(isDatabaseUnavailable(first.error)).toBe(true);
      expect((await failureOf(() => backgroundDb().store.count())).error).toBeNull();
      await gate.query('SELECT pg_advisory_unlock(1)');
      const refused = (await Promise.all(crowd)).filter(
        ({ error }) => (error as Error | null)?.name === 'DatabaseBusyError',
      );
      expect(refused).toHaveLength(300 - FOREGROUND.max - FOREGROUND.maxWaiting);
    });
  });
});

describe('what a write ran into', () => {
  it('names the constraint, or the column that it is on', async () => {
    const user = await db().user.create({
      data: { email: 'a@example.org', tokens: { create: { name: 'one', hash: 'same' } } },
    });
    const { error } = await failureOf(() =>
      db().apiToken.create({ data: { userId: user.id, name: 'two', hash: 'same' } }),
    );
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, ['hash'])).toBe(true);
    expect(isUniqueViolation(error, ['api_tokens_hash_key'])).toBe(true);
    expect(isUniqueViolation(error, ['name', 'host'])).toBe(false);
    expect(isUniqueViolation(new Error('Unique constraint failed'))).toBe(false);
  });

  it('tells a deadlock, which a repetition of the transaction gets out of', async () => {
    const ids = await Promise.all(['a', 'b'].map(async (email) => (await db().user.create({ data: { email } })).id));
    const bothHoldOne = Promise.withResolvers<void>();
    let held = 0;
    const update = (order: string[]) =>
      failureOf(() =>
        db().$transaction(async (tx) => {
          await tx.user.update({ where: { id: order[0] ?? '' }, data: { name: 'first' } });
          if (++held === 2) bothHoldOne.resolve();
          await bothHoldOne.promise;
          await tx.user.update({ where: { id: order[1] ?? '' }, data: { name: 'second' } });
        }),
      );
    const failures = await Promise.all([update(ids), update(ids.toReversed())]);
    expect(failures.map(({ error }) => isSerializationFailure(error)).toSorted()).toEqual([false, true]);
    expect(failures.filter(({ error }) => error === null)).toHaveLength(1);
  });
});

describe('the listener', () => {
  const notify = (payload: string) =>
    withClient(database.appUrl, (client) => client.query(`SELECT pg_notify('news', $1)`, [payload]));

  it('delivers to every subscriber, and to none that left', async () => {
    const heard: string[] = [];
    const live = Promise.withResolvers<void>();
    const leave = listen(
      'news',
      (payload) => heard.push(`left: ${payload}`),
      () => undefined,
    );
    listen('news', (payload) => heard.push(payload), live.resolve);
    await live.promise;
    leave();
    await notify('hello');
    await vi.waitFor(() => expect(heard).toEqual(['hello']));
  });

  it('shares one connection of the process among all channels', async () => {
    const live = vi.fn<() => void>();
    for (const channel of ['news', 'other', 'third']) listen(channel, () => undefined, live);
    await vi.waitFor(() => expect(live).toHaveBeenCalledTimes(3));
    const rows = await db()
      .$queryRaw`SELECT 1 FROM pg_stat_activity WHERE application_name = 'storewright-listener' AND datname = current_database()`;
    expect(rows).toHaveLength(1);
  });

  it('tells every subscriber to read again when it is back after a loss, and goes on delivering', async () => {
    const heard = vi.fn<(payload: string) => void>();
    const live = vi.fn<() => void>();
    listen('news', heard, live);
    await vi.waitFor(() => expect(live).toHaveBeenCalledTimes(1));
    await proxy.refuse();
    await notify('missed');
    await proxy.heal();
    await vi.waitFor(() => expect(live).toHaveBeenCalledTimes(2), 10_000);
    await notify('after');
    await vi.waitFor(() => expect(heard.mock.calls).toEqual([['after']]));
  });

  it('notices a connection that fell silent', async () => {
    const live = vi.fn<() => void>();
    listen('news', () => undefined, live);
    await vi.waitFor(() => expect(live).toHaveBeenCalledTimes(1));
    const before = proxy.asked();
    proxy.hang();
    // A heartbeat after 5 s at most, and 5 s for its answer.
    await vi.waitFor(() => expect(proxy.asked()).toBeGreaterThan(before), 15_000);
    await proxy.heal();
    await vi.waitFor(() => expect(live).toHaveBeenCalledTimes(2), 15_000);
  });
});
