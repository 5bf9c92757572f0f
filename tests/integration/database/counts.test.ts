import type { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { MISCOUNTED } from './miscounted.ts';
import { insertStore, type Rows } from './rows.ts';
import { createTestDatabase, withClient, type TestDatabase } from './test-database.ts';

const STATUSES = ['provisioning', 'ready', 'failed', 'deleting'];
const WRITERS = 8;
const CHANGES = 60;

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  await deploy(database);
});

afterEach(() => database.drop());

const miscounted = () => withClient(database.ownerUrl, async (client) => (await client.query(MISCOUNTED)).rows);

/** Stores of one person. */
async function insertStores(client: Client, count: number): Promise<Rows[]> {
  const stores: Rows[] = [];
  while (stores.length < count) stores.push(await insertStore(client));
  await client.query('UPDATE stores SET owner_id = $1', [stores[0]?.userId]);
  return stores;
}

it('counts stay those of the rows while one person’s stores change in all directions at once, and none waits for another for ever', async () => {
  const stores = await withClient(database.appUrl, (client) => insertStores(client, WRITERS));
  expect(await miscounted()).toEqual([]);
  const change = async ({ storeId }: Rows, writer: number) =>
    withClient(database.appUrl, async (client) => {
      for (let turn = 0; turn < CHANGES; turn++) {
        const status = STATUSES[(writer % 2 ? turn : CHANGES - turn) % STATUSES.length];
        await client.query('UPDATE stores SET status = $2::store_status WHERE id = $1', [storeId, status]);
      }
      if (writer === 0) await client.query('DELETE FROM stores WHERE id = $1', [storeId]);
    });
  await Promise.all(stores.map(change));
  expect(await miscounted()).toEqual([]);
  await withClient(database.appUrl, async (client) => {
    const { rows } = await client.query('SELECT sum(count)::int AS stores FROM store_counts');
    expect(rows).toEqual([{ stores: WRITERS - 1 }]);
  });
});

it('what is rolled back was never counted', async () => {
  await withClient(database.appUrl, async (client) => {
    const { storeId } = await insertStore(client);
    await client.query('BEGIN');
    await client.query('DELETE FROM stores WHERE id = $1', [storeId]);
    await client.query('ROLLBACK');
  });
  expect(await miscounted()).toEqual([]);
});
