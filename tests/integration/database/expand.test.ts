import type { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { applyMigration, listPending } from '#scripts/db/history.ts';
import { readMigrations } from '#scripts/db/migrations.ts';
import { MISCOUNTED } from './miscounted.ts';
import { insertStore } from './rows.ts';
import { createTestDatabase, withClient, type TestDatabase } from './test-database.ts';

const [first, ...later] = readMigrations();
let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(() => database.drop());

/**
 * What a version of the app may count on, a line each: columns with their types, values of enums, what is unique, triggers. Of a type
 * its length and collation too: a statement that is prepared on an open connection fails when any of it changes.
 */
const PROMISES = `
  select format('column %s.%s is a %s', attrelid::regclass, attname,
                concat_ws(' collate ', format_type(atttypid, atttypmod), nullif(l.collname, 'default'))) as promise
    from pg_attribute join pg_class t on t.oid = attrelid left join pg_collation l on l.oid = attcollation
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations'
      and attnum > 0 and not attisdropped
  union all
  select format('%s has the value %s', t.typname, e.enumlabel) from pg_enum e join pg_type t on t.oid = e.enumtypid
  union all
  select regexp_replace(indexdef, '^CREATE UNIQUE INDEX \\S+ ', 'unique ')
    from pg_indexes where schemaname = 'public' and indexdef like 'CREATE UNIQUE%'
  union all
  select format('trigger %s on %s', tgname, tgrelid::regclass) from pg_trigger where not tgisinternal`;

/** What an app must give or keep to, a line each: it may become less, and never more, for tables that are there. */
const DEMANDS = `
  select table_name as "table", format('column %s.%s wants a value', table_name, column_name) as demand
    from information_schema.columns where table_schema = 'public' and is_nullable = 'NO' and column_default is null
  union all
  select conrelid::regclass::text, format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid))
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
  union all
  select tablename, regexp_replace(indexdef, '^CREATE UNIQUE INDEX \\S+ ', 'unique ')
    from pg_indexes where schemaname = 'public' and indexdef like 'CREATE UNIQUE%'`;

/** What a migration took back all the same, and why nobody stumbled. */
const TAKEN_BACK: Record<string, string[]> = {
  // No version before it prepared its statements.
  '20261127203801_order_stores_by_name': ['no more: column stores.name is a text'],
};

type Schema = { promises: string[]; demands: { table: string; demand: string }[] };

async function schemaOf(client: Client): Promise<Schema> {
  const promises = await client.query<{ promise: string }>(PROMISES);
  const demands = await client.query<{ table: string; demand: string }>(DEMANDS);
  return { promises: promises.rows.map(({ promise }) => promise), demands: demands.rows };
}

/** What of a schema an app that was written for it would miss in a later one, or stumble over there. */
function brokenBy(before: Schema, after: Schema): string[] {
  const tables = new Set(before.demands.map(({ table }) => table));
  const known = new Set(before.demands.map(({ demand }) => demand));
  const added = after.demands.filter(({ table, demand }) => tables.has(table) && !known.has(demand));
  const lost = before.promises.filter((promise) => !after.promises.includes(promise));
  return [...lost.map((promise) => `no more: ${promise}`), ...added.map(({ demand }) => `new: ${demand}`)];
}

/** Applies migrations to a database that has all before them. */
async function migrate(migrations: typeof later, client: Client): Promise<void> {
  for (const migration of await listPending(client, migrations)) await applyMigration(client, migration);
}

describe('while pods are replaced, the version before a migration works on the schema after it', () => {
  it('each migration only adds what that version need not know of', async () => {
    await withClient(database.ownerUrl, async (client) => {
      if (first) await migrate([first], client);
      let before = await schemaOf(client);
      expect(before.promises.length).toBeGreaterThan(50);
      for (const migration of later) {
        await migrate([migration], client);
        const after = await schemaOf(client);
        expect(brokenBy(before, after), migration.name).toEqual(TAKEN_BACK[migration.name] ?? []);
        before = after;
      }
    });
  });

  describe('whatever the first version wrote goes on being written', () => {
    beforeEach(() =>
      withClient(database.ownerUrl, async (client) => {
        if (first) await migrate([first], client);
        // As that version's deploy gave them: what came since is not there yet.
        await client.query(`
          GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${database.appRole};
          GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${database.appRole};
          REVOKE UPDATE, DELETE ON audit_entries FROM ${database.appRole}`);
      }),
    );

    /** A store that becomes READY, and one that fails and goes. */
    async function write(old: Client): Promise<void> {
      const { storeId, operationId } = await insertStore(old);
      await old.query(`UPDATE operations SET status = 'succeeded', finished_at = now() WHERE id = $1`, [operationId]);
      await old.query(`UPDATE stores SET status = 'ready', ready_at = now() WHERE id = $1`, [storeId]);
      const other = await insertStore(old);
      await old.query(`UPDATE stores SET status = 'failed' WHERE id = $1`, [other.storeId]);
      await old.query('DELETE FROM stores WHERE id = $1', [other.storeId]);
    }

    it('before, during and after all migrations that came since', () =>
      withClient(database.appUrl, async (old) => {
        const over = new AbortController();
        let written = 0;
        const writeOne = async () => {
          await write(old);
          written += 1;
        };
        await writeOne();
        const migrated = deploy(database).finally(() => over.abort());
        while (!over.signal.aborted) await writeOne();
        await migrated;
        const before = written;
        await writeOne();
        const { rows } = await old.query<{ stores: number }>('SELECT count(*)::int AS stores FROM stores');
        expect(rows).toEqual([{ stores: before + 1 }]);
        expect(before).toBeGreaterThan(1);
        expect((await old.query(MISCOUNTED)).rows).toEqual([]);
      }));

    it('in the moment in which the tables of the migrations are there, and its rights to them are not', async () => {
      await withClient(database.ownerUrl, (client) => migrate(later, client));
      await withClient(database.appUrl, write);
      await withClient(database.ownerUrl, async (client) => {
        const { rows } = await client.query('SELECT subject FROM mails ORDER BY subject');
        expect(rows).toEqual([{ subject: 'failed' }, { subject: 'deleted' }]);
        expect((await client.query(MISCOUNTED)).rows).toEqual([]);
      });
    });
  });
});
