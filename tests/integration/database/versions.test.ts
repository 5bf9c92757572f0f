import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { insertStore, type Rows } from './rows.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let client: Client;
let rows: Rows;
const notices: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await deploy(database);
  client = new Client({ connectionString: database.appUrl });
  await client.connect();
  client.on('notification', ({ payload }) => notices.push(payload ?? ''));
  await client.query('LISTEN store_changed');
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

beforeEach(async () => {
  rows = await insertStore(client);
  notices.length = 0;
});

async function readVersion(): Promise<number> {
  const { rows: found } = await client.query('SELECT version::int FROM stores WHERE id = $1', [rows.storeId]);
  return found[0].version;
}

/** A connection gets the notices of its own transaction before the answer to its next query. */
async function change(statement: string, id: string) {
  const before = await readVersion();
  await client.query(statement, [id]);
  return { raisedBy: (await readVersion()) - before, notices: notices.map((notice) => JSON.parse(notice) as unknown) };
}

describe('what a person sees of a store', () => {
  it.each([
    [`UPDATE stores SET status = 'ready' WHERE id = $1`, 'storeId'],
    [`UPDATE stores SET version = 1 WHERE id = $1`, 'storeId'],
    [`UPDATE operations SET status = 'running' WHERE id = $1`, 'operationId'],
    [`UPDATE operations SET failure = '{"reason":"Timeout"}' WHERE id = $1`, 'operationId'],
    [`UPDATE operations SET started_at = now(), finished_at = now() WHERE id = $1`, 'operationId'],
    [`UPDATE steps SET status = 'running' WHERE operation_id = $1`, 'operationId'],
    [`UPDATE steps SET detail = 'Waits for a volume' WHERE operation_id = $1`, 'operationId'],
    [`INSERT INTO steps (operation_id, name, position) VALUES ($1, 'next', 1)`, 'operationId'],
  ] as const)('raises the version and notifies with ids alone: %s', async (statement, id) => {
    expect(await change(statement, rows[id])).toEqual({
      raisedBy: 1,
      notices: [{ id: rows.storeId, ownerId: rows.userId, operationId: rows.operationId }],
    });
  });

  it.each([
    `UPDATE operations SET lease_until = now(), holder = 'me', run_id = 'run', attempt = attempt + 1 WHERE id = $1`,
    `UPDATE operations SET dispatch = dispatch + 1, sent_at = now(), send_after = now() WHERE id = $1`,
    `UPDATE operations SET status = status WHERE id = $1`,
    `UPDATE steps SET position = 3 WHERE operation_id = $1`,
  ])('stays as it is when nothing visible changed: %s', async (statement) => {
    expect(await change(statement, rows.operationId)).toEqual({ raisedBy: 0, notices: [] });
  });

  it('notifies once for all that one transaction changes', async () => {
    await client.query('BEGIN');
    await client.query(`UPDATE steps SET status = 'running' WHERE operation_id = $1`, [rows.operationId]);
    await client.query(`UPDATE operations SET status = 'running' WHERE id = $1`, [rows.operationId]);
    await client.query(`UPDATE stores SET status = 'failed' WHERE id = $1`, [rows.storeId]);
    await client.query('COMMIT');
    await readVersion();
    expect(notices).toHaveLength(1);
  });

  it('notifies of a transaction that is rolled back not at all', async () => {
    await client.query('BEGIN');
    await client.query(`UPDATE stores SET status = 'failed' WHERE id = $1`, [rows.storeId]);
    await client.query('ROLLBACK');
    await readVersion();
    expect(notices).toEqual([]);
  });

  it('notifies when the store is gone, and lets its operation go on without it', async () => {
    await client.query('DELETE FROM stores WHERE id = $1', [rows.storeId]);
    await client.query(`UPDATE operations SET status = 'succeeded' WHERE id = $1`, [rows.operationId]);
    expect(notices).toHaveLength(1);
  });
});
