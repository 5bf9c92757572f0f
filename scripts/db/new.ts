import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationsDirectory } from './migrations.ts';
import { diffMigrationsToSchema } from './schema-engine.ts';

/** Writes a migration that leads from the migrations so far to prisma/schema.prisma. Returns its path; null: nothing to do. */
async function createMigration(name: string): Promise<string | null> {
  const sql = await diffMigrationsToSchema();
  if (sql === null) return null;
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = join(migrationsDirectory, `${stamp}_${name}`);
  mkdirSync(folder);
  const file = join(folder, 'migration.sql');
  writeFileSync(file, sql);
  return file;
}

const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: npm run db:new -- <name>, where the name is lower case with underscores, such as add_backups.');
  process.exitCode = 1;
} else {
  const file = await createMigration(name);
  console.log(
    file === null
      ? 'The migrations already build prisma/schema.prisma: nothing written.'
      : `Wrote ${file}. Read it before you commit it.`,
  );
}
