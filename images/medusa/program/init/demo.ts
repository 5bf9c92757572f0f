import { join } from 'node:path';
import type { Client } from 'pg';
import { readSql } from '../schema.ts';
import { convertPrices } from './store.ts';

const DEMO = join(import.meta.dirname, '../../template/demo.sql.gz');

/** Adds the sample products with their prices and stock; `currency` in lower case. */
export async function addDemoProducts(client: Client, currency: string): Promise<void> {
  await client.query(await readSql(DEMO));
  await convertPrices(client, currency);
}
