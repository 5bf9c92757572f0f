import { copyFile, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Client } from 'pg';
import { connect } from './database.ts';
import { waitFor, type Patience } from './patience.ts';
import { isOlder, ownVersion } from './version.ts';

const TEMPLATE = join(import.meta.dirname, '../template/10-medusa.sql.gz');

/** The SQL of a file that the image was built with. */
export async function readSql(file: string): Promise<string> {
  return gunzipSync(await readFile(file)).toString('utf8');
}

/** Puts the template where PostgreSQL looks for SQL at its first start. */
export async function copySchema(folder = '/docker-entrypoint-initdb.d'): Promise<void> {
  await copyFile(TEMPLATE, join(folder, basename(TEMPLATE)));
}

/** Loads the template into an empty database: one whose first start was cut short has none. */
export async function loadSchema(client: Client): Promise<void> {
  await client.query(await readSql(TEMPLATE));
  // The dump looks names up nowhere but where it says.
  await client.query('reset all');
}

/** The version of Medusa that the database was last migrated to; undefined while it is empty. */
export async function schemaVersion(client: Client): Promise<string | undefined> {
  const { rows } = await client.query("select to_regclass('storewright.schema_version') is not null as present");
  if (!rows[0].present) return undefined;
  return (await client.query('select version from storewright.schema_version')).rows[0].version;
}

/** Whether `init` set this shop up. */
async function isSetUp(client: Client): Promise<boolean> {
  const { rows } = await client.query("select to_regclass('storewright.done') is not null as present");
  if (!rows[0].present) return false;
  return (await client.query("select from storewright.done where step = 'store'")).rowCount === 1;
}

/** Ends when the database has the tables of this version or a newer one, and `init` has set the shop up. */
export async function waitForInit(client: Client, patience?: Patience): Promise<void> {
  const own = await ownVersion();
  await waitFor(
    'init',
    async (because) => {
      const version = await schemaVersion(client);
      if (version === undefined) return because('the database is empty');
      if (isOlder(version, own)) return because(`the database is of version ${version}, this is ${own}`);
      return (await isSetUp(client)) || because('the shop is not set up');
    },
    patience,
  );
}

/** Lets Medusa start once, after `init`, so that it never remembers that a key was not there yet. */
export async function waitForSchema(): Promise<void> {
  const client = await connect();
  try {
    await waitForInit(client);
  } finally {
    await client.end();
  }
}
