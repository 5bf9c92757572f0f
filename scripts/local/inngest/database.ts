import { Client, DatabaseError, Pool, type PoolClient } from 'pg';
import { schema } from './schema.ts';

/** Names this engine among PostgreSQL's advisory locks. */
const engineLock = 4_017_288;
/** A killed engine's session ends at once on the same machine; this is only patience for a busy one. */
const lockWaitMs = 5000;
const lockPauseMs = 500;
const deadlock = '40P01';
/** Classes of SQLSTATE: connection, rollback, resources, operator intervention. */
const transientClasses = new Set(['08', '40', '53', '57']);

export type Row = Record<string, unknown>;
export type Query = <T extends Row>(text: string, values?: unknown[]) => Promise<T[]>;

/** The engine's store. One engine at a time may use a database. */
export type Database = {
  query: Query;
  /** Runs the work in one transaction; repeats it when PostgreSQL chose it as the victim of a deadlock. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * Connects, makes the tables and takes the engine's lock.
 * Throws when another engine holds it; calls `onLost` when the lock is lost later and another engine has it.
 */
export async function openDatabase(url: string, onLost: (reason: string) => void): Promise<Database> {
  const pool = new Pool({ connectionString: url, max: 10, idleTimeoutMillis: 30_000 });
  // An idle connection ends when PostgreSQL restarts; the next query opens another.
  pool.on('error', () => {});
  const lock = await holdLock(url, onLost);
  await pool.query(schema);
  return {
    query: async (text, values) => (await pool.query(text, values)).rows,
    transaction: (work) => transaction(pool, work),
    close: async () => {
      await pool.end();
      await lock.release();
    },
  };
}

async function transaction<T>(pool: Pool, work: (query: Query) => Promise<T>): Promise<T> {
  for (;;) {
    const client = await pool.connect();
    try {
      return await attempt(client, work);
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === deadlock)) {
        throw error;
      }
    }
  }
}

async function attempt<T>(client: PoolClient, work: (query: Query) => Promise<T>): Promise<T> {
  let isBroken = false;
  const noteBreak = () => {
    isBroken = true;
  };
  // The connection may end between two queries; the next one then fails and says so.
  client.on('error', noteBreak);
  try {
    await client.query('begin');
    const result = await work(async (text, values) => (await client.query(text, values)).rows);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(noteBreak);
    throw error;
  } finally {
    client.off('error', noteBreak);
    client.release(isBroken);
  }
}

/** Whether the error says that the database is away or busy for now, so that the same write may succeed later. */
export function isAway(error: unknown): boolean {
  if (error instanceof DatabaseError) {
    return transientClasses.has(error.code?.slice(0, 2) ?? '');
  }
  return error instanceof Error && ('code' in error || error.message.startsWith('Connection terminated'));
}

async function holdLock(url: string, onLost: (reason: string) => void): Promise<{ release(): Promise<void> }> {
  const state = { isReleased: false, client: await takeLock(url) };
  const watch = () => state.client.once('end', () => void takeAgain());
  const takeAgain = async () => {
    if (state.isReleased) {
      return;
    }
    try {
      state.client = await takeLock(url);
      watch();
    } catch (error) {
      if (error instanceof LockTaken) {
        onLost(error.message);
      } else {
        // PostgreSQL is away: look again when it may be back.
        setTimeout(() => void takeAgain(), lockPauseMs);
      }
    }
  };
  watch();
  return {
    release: async () => {
      state.isReleased = true;
      await state.client.end();
    },
  };
}

class LockTaken extends Error {}

async function takeLock(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, keepAlive: true });
  // What ends the connection also ends its queries, and is told by the event `end`.
  client.on('error', () => {});
  await client.connect();
  await client.query(`set lock_timeout = ${lockWaitMs}`);
  try {
    await client.query('select pg_advisory_lock($1)', [engineLock]);
  } catch (error) {
    await client.end();
    throw isAway(error)
      ? error
      : new LockTaken('Another engine already uses this database. Stop it, or give this one its own database.');
  }
  return client;
}
