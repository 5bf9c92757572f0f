import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const migrationsDirectory = join(import.meta.dirname, '../../prisma/migrations');

export interface Migration {
  /** Name of its folder, `<yyyymmddhhmmss>_<words>`: the order of the names is the order of application. */
  name: string;
  sql: string;
  /** SHA-256 of the file in hex, as Prisma's own tools compute it. */
  checksum: string;
}

/** Reads all migrations of the folder in the order in which they apply. An absent folder has none. */
export function readMigrations(directory: string = migrationsDirectory): Migration[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readMigration(directory, entry.name))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

function readMigration(directory: string, name: string): Migration {
  const sql = readFileSync(join(directory, name, 'migration.sql'), 'utf8');
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
