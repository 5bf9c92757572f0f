import { Client } from 'pg';
import { required } from './environment.ts';
import { waitFor, type Patience } from './patience.ts';

/** Class 28 of PostgreSQL's error codes: wrong user or password. Waiting does not mend that. */
const INVALID_AUTHORIZATION = /^28/;

/**
 * A connection to the store's database, as soon as that takes one.
 *
 * @throws when it refuses the password, or is not there in time.
 */
export async function connect(options: Patience = {}): Promise<Client> {
  const { DATABASE_URL } = required('DATABASE_URL');
  return waitFor(
    'the database',
    async (because) => {
      const client = new Client({ connectionString: DATABASE_URL, connectionTimeoutMillis: 2000 });
      // A connection that breaks later is told to whoever asks next; without this it would end the process.
      client.on('error', () => {});
      try {
        await client.connect();
        return client;
      } catch (error) {
        await client.end().catch(() => {});
        const { code, message } = error as { code?: string; message: string };
        if (code && INVALID_AUTHORIZATION.test(code)) throw error;
        return because(message);
      }
    },
    options,
  );
}

/** Waits until no other session has the lock of this name, and keeps it until the connection ends. */
export async function takeTurn(client: Client, name: string, patience?: Patience): Promise<void> {
  await waitFor(
    name,
    async (because) => {
      const { rows } = await client.query('select pg_try_advisory_lock(hashtext($1)) as taken', [
        `storewright.${name}`,
      ]);
      return rows[0].taken || because('another one is at work');
    },
    patience,
  );
}

/** Runs `work` in one transaction: all of it, or nothing when it throws. */
export async function inTransaction<Result>(client: Client, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
