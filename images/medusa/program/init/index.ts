import type { Client } from 'pg';
import { connect, inTransaction, takeTurn } from '../database.ts';
import { required } from '../environment.ts';
import { createAdmin } from './admin.ts';
import { addDemoProducts } from './demo.ts';
import { migrate } from './migrate.ts';
import { ensurePublishableKey } from './publishable-key.ts';
import { nameStore } from './store.ts';

/**
 * Makes a shop of the template: migrates where the image is newer, then puts in what differs from shop to shop. Each step is
 * done once in the life of a shop, so that a later run leaves alone whatever its owner changed or removed. Plain SQL, since
 * the tables are those of the Medusa in this image: starting Medusa for it would take several seconds more.
 */
export async function init(): Promise<void> {
  const settings = required(
    'DATABASE_URL',
    'STORE_NAME',
    'STORE_EMAIL',
    'STORE_COUNTRY',
    'STORE_CURRENCY',
    'ADMIN_PASSWORD',
    'MEDUSA_PUBLISHABLE_KEY',
  );
  const withDemo = process.env.SEED_DEMO_DATA === 'true';
  const country = settings.STORE_COUNTRY.toLowerCase();
  const currency = settings.STORE_CURRENCY.toLowerCase();

  const client = await connect();
  try {
    // Two runs at a time (an upgrade while the first is at work) come one after the other.
    await takeTurn(client, 'init');
    await migrate(client);
    await inTransaction(client, async () => {
      await once(client, 'store', () => nameStore(client, { name: settings.STORE_NAME, country, currency }));
      await once(client, 'admin', () => createAdmin(client, settings.STORE_EMAIL, settings.ADMIN_PASSWORD));
      await ensurePublishableKey(client, settings.MEDUSA_PUBLISHABLE_KEY);
      if (withDemo) await once(client, 'demo', () => addDemoProducts(client, currency));
    });
  } finally {
    await client.end();
  }
}

async function once(client: Client, step: string, work: () => Promise<void>): Promise<void> {
  const { rowCount } = await client.query('insert into storewright.done (step) values ($1) on conflict do nothing', [
    step,
  ]);
  if (rowCount === 0) return console.log(`${step}: was done before`);
  const begun = performance.now();
  await work();
  console.log(`${step}: done in ${Math.round(performance.now() - begun)} ms`);
}
