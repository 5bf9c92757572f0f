import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { migrationsDirectory, readMigrations } from '#scripts/db/migrations.ts';
import { freePort } from '#scripts/local/ports.ts';
import { migrationList, noFilters, startEngine } from '#scripts/db/schema-engine.ts';
import { createTestDatabase, withClient, type TestDatabase } from './test-database.ts';

const names = readMigrations().map(({ name }) => name);
let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await createTestDatabase();
  directory = mkdtempSync(join(tmpdir(), 'migrations-'));
  cpSync(migrationsDirectory, directory, { recursive: true });
});

afterEach(async () => {
  rmSync(directory, { recursive: true });
  await database.drop();
});

const run = () => deploy({ ...database, directory });

function addMigration(name: string, sql: string): void {
  mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(join(directory, name, 'migration.sql'), sql);
}

function select(sql: string) {
  return withClient(database.ownerUrl, async (client) => (await client.query(sql)).rows);
}

describe('deploying the migrations', () => {
  it('applies each once, however many deploys run at once', async () => {
    const results = await Promise.all([run(), run(), run(), run()]);
    expect(results.flatMap(({ applied }) => applied)).toEqual(names);
    expect(await select('SELECT migration_name FROM _prisma_migrations')).toHaveLength(names.length);
  });

  it('leaves nothing half applied of a failing file, and goes on only when somebody settled it', async () => {
    addMigration('29990101000000_broken', 'CREATE TABLE half (id int); SELECT 1 / 0;');
    addMigration('29990101000001_later', 'CREATE TABLE later (id int);');
    await expect(run()).rejects.toThrow(/P3018: migration 29990101000000_broken .* division by zero/);
    expect(await select(`SELECT to_regclass('half') AS half, to_regclass('later') AS later`)).toEqual([
      { half: null, later: null },
    ]);

    addMigration('29990101000000_broken', 'CREATE TABLE half (id int);');
    await expect(run()).rejects.toThrow(/P3009: migration 29990101000000_broken failed before/);
    await select(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL`);
    expect(await run()).toEqual({ applied: ['29990101000000_broken', '29990101000001_later'] });
  });

  it('keeps a file and its row in the history together: the one is not there without the other', async () => {
    const refuseRow = 'ALTER TABLE _prisma_migrations ADD CONSTRAINT no_more CHECK (false) NOT VALID;';
    addMigration('29990101000000_unrecorded', `CREATE TABLE half (id int); ${refuseRow}`);
    await expect(run()).rejects.toThrow(/P3018: migration 29990101000000_unrecorded .*no_more/);
    expect(await select(`SELECT to_regclass('half') AS half`)).toEqual([{ half: null }]);
  });

  it('refuses a file that was edited after it was applied', async () => {
    await run();
    writeFileSync(join(directory, names[0] ?? '', 'migration.sql'), 'SELECT 1;');
    await expect(run()).rejects.toThrow(`Migration ${names[0]} was edited`);
  });

  it('waits for a database that starts only now', async () => {
    const { hostname, port } = new URL(database.ownerUrl);
    let knocks = 0;
    // Closed, then a server that hangs up, then the database.
    const door = createServer((from) => {
      if (++knocks < 3) return from.resetAndDestroy();
      const to = connect(Number(port), hostname);
      for (const [one, other] of [[from, to] as const, [to, from] as const])
        one.on('error', () => other.destroy()).pipe(other);
    });
    const elsewhere = new URL(database.ownerUrl);
    elsewhere.port = String(await freePort());
    const deployed = deploy({ ...database, ownerUrl: elsewhere.href, directory });
    door.listen(Number(elsewhere.port), '127.0.0.1');
    try {
      expect(await deployed).toEqual({ applied: names });
      expect(knocks).toBe(3);
    } finally {
      door.close();
    }
  });

  it('ends at once when the database refuses it', async () => {
    const wrong = Object.assign(new URL(database.appUrl), { password: 'wrong' });
    await expect(deploy({ ...database, ownerUrl: wrong.href })).rejects.toThrow(/password authentication failed/);
  });

  it('says which role is missing', async () => {
    await expect(deploy({ ...database, appRole: 'nobody_here' })).rejects.toThrow(
      'The role nobody_here does not exist',
    );
  });

  it("leaves a history that Prisma's own engine finds in order", async () => {
    await run();
    const engine = await startEngine(new PrismaPg(database.ownerUrl));
    const migrationsList = migrationList(directory);
    expect(
      await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: noFilters }),
    ).toEqual({ editedMigrationNames: [], failedMigrationNames: [], hasMigrationsTable: true, history: null });
  });
});
