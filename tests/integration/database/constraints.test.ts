import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { insertOperation, insertStore } from './rows.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  await deploy(database);
  client = new Client({ connectionString: database.appUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('what the database refuses, whatever the app does', () => {
  it.each(['queued', 'running'])('a second live operation of a store while one is %s', async (status) => {
    const rows = await insertStore(client);
    await client.query('UPDATE operations SET status = $2::operation_status WHERE id = $1', [rows.operationId, status]);
    const second = { ...rows, operationId: randomUUID() };
    await expect(insertOperation(client, second)).rejects.toThrow('operations_one_live_per_store');
    await client.query(`UPDATE operations SET status = 'failed' WHERE id = $1`, [rows.operationId]);
    await insertOperation(client, second);
  });

  it.each([['attempt'], ['dispatch']])('an %s that goes down', async (column) => {
    const { operationId } = await insertStore(client);
    const set = (value: number) =>
      client.query(`UPDATE operations SET ${column} = ${value} WHERE id = $1`, [operationId]);
    await set(5);
    await expect(set(4)).rejects.toThrow('never go down');
    await set(5);
  });

  it.each([
    ['id', '0bcdefghij', 'stores_id_shape'],
    ['id', 'abcdefghi-', 'stores_id_shape'],
    ['namespace', 'store-kube-system', 'stores_namespace_of_id'],
    ['name', 'ab', 'stores_name_shape'],
    ['name', 'a'.repeat(41), 'stores_name_shape'],
    ['name', 'Shop', 'stores_name_shape'],
    ['name', 'a--b', 'stores_name_shape'],
    ['name', 'shop-', 'stores_name_shape'],
    ['name', 'shop\n', 'stores_name_shape'],
  ])('a store whose %s is %j', async (column, value, constraint) => {
    await expect(insertStore(client, { [column]: value })).rejects.toThrow(constraint);
  });

  it.each(["UPDATE audit_entries SET action = 'nothing'", 'DELETE FROM audit_entries', 'TRUNCATE audit_entries'])(
    "the app's role: %s",
    async (statement) => {
      await client.query(`INSERT INTO audit_entries (actor_kind, action) VALUES ('system', 'test')`);
      await expect(client.query(statement)).rejects.toThrow('permission denied');
    },
  );

  it.each([
    'SELECT * FROM _prisma_migrations',
    'UPDATE store_counts SET count = 0',
    'DELETE FROM store_counts',
    ...['count_store', 'ask_for_mail'].map(
      (name) =>
        `CREATE TEMP TABLE own (id int); CREATE TRIGGER own AFTER INSERT ON own FOR EACH ROW EXECUTE FUNCTION ${name}()`,
    ),
    'CREATE TABLE own (id int)',
    'DROP TRIGGER stores_raise_version ON stores',
    'DROP TRIGGER operations_audit_end ON operations',
    'ALTER TABLE operations DISABLE TRIGGER operations_audit_end',
    'ALTER FUNCTION audit_operation_end() RENAME TO nothing',
    'ALTER TABLE audit_entries ADD COLUMN more int',
    'DROP TABLE audit_entries',
  ])("the app's role: %s", async (statement) => {
    await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  });
});
