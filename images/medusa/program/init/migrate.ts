import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Client } from 'pg';
import { loadSchema, schemaVersion } from '../schema.ts';
import { isOlder, ownVersion } from '../version.ts';

const APP = join(import.meta.dirname, '../..');

/**
 * Brings the database to the version of this image. An older image on a newer database, as after a rollback, changes nothing.
 *
 * @throws when a migration fails; the next run begins where it stopped.
 */
export async function migrate(client: Client): Promise<void> {
  const version = await schemaVersion(client);
  const own = await ownVersion();
  if (version === undefined) {
    await loadSchema(client);
    console.log(`schema: loaded, version ${own}`);
  } else if (isOlder(version, own)) {
    // Not `db:migrate` alone: that answers 0 although a script of the migration failed.
    await medusa('db:migrate', '--skip-scripts');
    await medusa('db:migrate:scripts');
    await client.query('update storewright.schema_version set version = $1', [own]);
    console.log(`schema: migrated from version ${version} to ${own}`);
  }
}

async function medusa(...command: string[]): Promise<void> {
  const child = spawn(process.execPath, ['node_modules/@medusajs/cli/cli.js', ...command], {
    cwd: APP,
    stdio: 'inherit',
  });
  const [code, signal] = await once(child, 'exit');
  if (code !== 0)
    throw new Error(`"medusa ${command.join(' ')}" ended with ${code ?? signal}. What it said stands above.`);
}
