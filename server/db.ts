import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { Listener } from './database/listener.ts';
import { BACKGROUND, createPool, FOREGROUND, type PoolLimits } from './database/pool.ts';
import { statementNames } from './database/statement-names.ts';
import { env } from './env.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { singleton } from './singleton.ts';

export { isDatabaseUnavailable, isSerializationFailure, isUniqueViolation } from './database/errors.ts';

/**
 * Prisma's own bound of a transaction rolls back between two statements of one call and lets the rest of that call run without a
 * transaction. So it is far beyond what the server does first: it ends each statement and each idle transaction by the pool's bounds.
 */
const TRANSACTION_MS = 600_000;

interface Connection {
  pool: Pool;
  client: PrismaClient;
}

interface Database {
  foreground?: Connection;
  background?: Connection;
  listener?: Listener;
}

const database = singleton<Database>('database', () => ({}));

/** The database for requests of people and tools. Connects at the first query. */
export function db(): PrismaClient {
  return (database().foreground ??= open(FOREGROUND)).client;
}

/** The database for workflows, dispatcher and streams: a crowd of requests can't take its connections. */
export function backgroundDb(): PrismaClient {
  return (database().background ??= open(BACKGROUND)).client;
}

/**
 * Listens for NOTIFY on one connection for the whole process. `onReconnect` is called whenever the channel goes live after
 * a time in which notices could be missed, so a subscriber reads the rows then. If the channel is not live at the moment of
 * this call, that includes its first time. `onLost` is called when the channel was live and is no longer.
 * @returns ends the subscription
 */
export function listen(...subscription: Parameters<Listener['listen']>): () => void {
  const listener = (database().listener ??= new Listener(env().DATABASE_DIRECT_URL));
  return listener.listen(...subscription);
}

/** Resolves when the database answers, to requests and to background work. Rejects with its error, or with the signal's reason when that comes first. */
export async function pingDatabase(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { pool: foreground } = (database().foreground ??= open(FOREGROUND));
  const { pool: background } = (database().background ??= open(BACKGROUND));
  const gaveUp = Promise.withResolvers<never>();
  const giveUp = () => gaveUp.reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const answers = [foreground, background].map((pool) => pool.query('SELECT 1'));
    await Promise.race([Promise.all(answers), gaveUp.promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** Of both pools: connections that are in use and idle, and requests that wait for one. */
export function poolCounts(): { active: number; idle: number; waiting: number } {
  const { foreground, background } = database();
  const pools = [foreground, background].flatMap((connection) => (connection ? [connection.pool] : []));
  const sum = (count: (pool: Pool) => number) => pools.reduce((total, pool) => total + count(pool), 0);
  const idle = sum((pool) => pool.idleCount);
  return { active: sum((pool) => pool.totalCount) - idle, idle, waiting: sum((pool) => pool.waitingCount) };
}

/** Ends every connection of this process. A later call of `db()` opens anew. */
export async function closeDatabase(): Promise<void> {
  const { foreground, background, listener } = database();
  Object.assign(database(), { foreground: undefined, background: undefined, listener: undefined } satisfies Database);
  await Promise.all([listener?.close(), foreground?.client.$disconnect(), background?.client.$disconnect()]);
}

function open(limits: PoolLimits): Connection {
  const { DATABASE_URL, DATABASE_DIRECT_URL } = env();
  const pool = createPool(DATABASE_URL, limits);
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    // A pooler may give the next statement to another connection, which doesn't know the name.
    ...(DATABASE_URL === DATABASE_DIRECT_URL && { statementNameGenerator: statementNames() }),
  });
  const client = new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    transactionOptions: { maxWait: limits.waitMs, timeout: TRANSACTION_MS },
  });
  return { pool, client };
}
