import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { newStoreId } from '#server/stores/naming.ts';

/** Ids of a person with one store whose provisioning is queued and has one step. */
export interface Rows {
  userId: string;
  storeId: string;
  operationId: string;
}

export async function insertStore(
  client: Client,
  change: { id?: string; name?: string; namespace?: string } = {},
): Promise<Rows> {
  const rows = { userId: randomUUID(), storeId: change.id ?? newStoreId(), operationId: randomUUID() };
  const { name = `shop-${rows.storeId}`, namespace = `store-${rows.storeId}` } = change;
  await client.query(`INSERT INTO users (id, email) VALUES ($1, 'owner@example.org')`, [rows.userId]);
  await insertOperation(client, rows);
  await client.query(`INSERT INTO steps (operation_id, name, position) VALUES ($1, 'reserve-namespace', 0)`, [
    rows.operationId,
  ]);
  await client.query(
    `INSERT INTO stores (id, name, namespace, host, type, owner_id, operation_id) VALUES ($1, $2, $3, $4, 'medusa', $5, $6)`,
    [rows.storeId, name, namespace, `${rows.storeId}.localhost`, rows.userId, rows.operationId],
  );
  return rows;
}

export async function insertOperation(
  client: Client,
  { operationId, storeId, userId }: Rows,
  status = 'queued',
): Promise<void> {
  await client.query(
    `INSERT INTO operations (id, store_id, store_name, store_type, requested_by_id, kind, status)
       VALUES ($1, $2, 'shop', 'medusa', $3, 'provision', $4::operation_status)`,
    [operationId, storeId, userId, status],
  );
}
