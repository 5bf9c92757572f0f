import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Migration } from './migrations.ts';

/** The table of Prisma's own tools, column by column, so that `prisma migrate deploy` finds the history in order. */
const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"            VARCHAR(64) NOT NULL,
    "finished_at"         TIMESTAMPTZ,
    "migration_name"      VARCHAR(255) NOT NULL,
    "logs"                TEXT,
    "rolled_back_at"      TIMESTAMPTZ,
    "started_at"          TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

interface HistoryRow {
  name: string;
  checksum: string;
  finished: boolean;
}

/**
 * The migrations that the database has not seen yet, in order.
 * @throws when an earlier one failed and nobody settled it (Prisma's P3009), or when an applied file was edited since
 */
export async function listPending(client: Client, migrations: Migration[]): Promise<Migration[]> {
  await client.query(CREATE_TABLE);
  const { rows } = await client.query<HistoryRow>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  const failed = rows.find((row) => !row.finished);
  if (failed)
    throw new Error(`P3009: migration ${failed.name} failed before, so none is applied. ${howToSettle(failed.name)}`);
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const edited = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
  if (edited) {
    throw new Error(
      `Migration ${edited.name} was edited after this database applied it. Restore the file and put the change into a new migration.`,
    );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

/**
 * Applies one migration and writes its row in the same transaction: a process that dies in between leaves neither.
 * @throws when the file fails (Prisma's P3018); its words are kept in the row
 */
export async function applyMigration(client: Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await insertRow(client, migration, { finished: true, logs: null });
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    const words = error instanceof Error ? error.message : String(error);
    await insertRow(client, migration, { finished: false, logs: words });
    throw new Error(
      `P3018: migration ${migration.name} failed and was rolled back: ${words}. ${howToSettle(migration.name)}`,
      { cause: error },
    );
  }
}

async function insertRow(
  client: Client,
  { name, checksum }: Migration,
  row: { finished: boolean; logs: string | null },
) {
  await client.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, logs, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, CASE WHEN $5::boolean THEN now() END, $5::boolean::int)`,
    [randomUUID(), checksum, name, row.logs, row.finished],
  );
}

function howToSettle(name: string): string {
  return (
    'Mend the cause, then as the owner of the database: ' +
    `UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE migration_name = '${name}' AND finished_at IS NULL; and deploy again.`
  );
}
