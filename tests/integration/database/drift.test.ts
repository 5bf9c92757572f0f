import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrationsDirectory } from '#scripts/db/migrations.ts';
import { diffMigrationsToSchema } from '#scripts/db/schema-engine.ts';

/** PostgreSQL in memory takes seconds to begin, more on a busy machine. */
const TIMEOUT_MS = 60_000;
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'migrations-'));
  cpSync(migrationsDirectory, directory, { recursive: true });
});

afterEach(() => rmSync(directory, { recursive: true }));

function addMigration(sql: string): void {
  mkdirSync(join(directory, '29990101000000_next'));
  writeFileSync(join(directory, '29990101000000_next', 'migration.sql'), sql);
}

describe('the drift check', { timeout: TIMEOUT_MS }, () => {
  it('finds that the migrations build the schema', async () => {
    expect(await diffMigrationsToSchema()).toBeNull();
  });

  it('shows the SQL of what they lack, and of what they have too much', async () => {
    addMigration('ALTER TABLE "users" DROP COLUMN "image"; CREATE TABLE "more" (id int PRIMARY KEY);');
    const drift = await diffMigrationsToSchema(directory);
    expect(drift).toContain('ADD COLUMN     "image" TEXT');
    expect(drift).toContain('DROP TABLE "more"');
  });

  it('fails on a migration that does not run', async () => {
    addMigration('SELECT nothing_of_this_name;');
    await expect(diffMigrationsToSchema(directory)).rejects.toThrow('nothing_of_this_name');
  });
});
