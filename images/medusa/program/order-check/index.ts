import type { Client } from 'pg';
import { connect, takeTurn } from '../database.ts';
import { required } from '../environment.ts';
import { PATIENCE_MS, type Patience } from '../patience.ts';
import { waitForInit } from '../schema.ts';
import { adminToken, readOrderBack } from './admin.ts';
import { cleanUp, letCompletionEnd } from './clean-up.ts';
import { preparePurchase } from './product.ts';
import { Report } from './report.ts';
import { addToCart, checkOut, openShop, seeConfirmation, waitForDoor } from './purchase.ts';
import { Visitor } from './visitor.ts';

/** Time to reach the database again for the clean-up, should it be away; and when the whole store may be on its way out. */
const CLEAN_UP_PATIENCE_MS = 120_000;
const STOPPING_PATIENCE_MS = 5_000;

/** Time for a check that is at work to end: it takes a few seconds, unless its shop is slow. */
const TURN_PATIENCE_MS = 120_000;

/**
 * Buys in the shop as a customer does, sees that the order is there, and takes every trace of it away again, whatever came
 * between. A run that was killed is cleaned up by the next one.
 */
export async function orderCheck(): Promise<void> {
  const settings = required(
    'DATABASE_URL',
    'JWT_SECRET',
    'SHOP_ADDRESS',
    'MEDUSA_BACKEND_URL',
    'STORE_HOST',
    'STORE_URL',
    'STORE_COUNTRY',
    'STORE_CURRENCY',
  );
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort(new Error('it was told to stop')));
  const report = new Report(stop.signal);

  const visitor = new Visitor(settings.SHOP_ADDRESS, settings.STORE_URL);
  const waiting = { patienceMs: PATIENCE_MS, signal: stop.signal };
  let client: Client | undefined;
  let hasBegun = false;
  try {
    const database = await report.step('Wait for the database', () => connect(waiting));
    client = database;
    await report.step('Wait for init', () => waitForInit(database, waiting));
    await report.step('Wait for the shop', () => waitForDoor(visitor, waiting));
    await report.step('Wait for other checks', () =>
      beginAlone(database, { patienceMs: TURN_PATIENCE_MS, signal: stop.signal }),
    );
    hasBegun = true;
    await cleanUp(database);

    await report.step('Open the shop', () => openShop(visitor));
    const purchase = await report.step('Find the product', () =>
      preparePurchase(database, settings.STORE_COUNTRY.toLowerCase(), settings.STORE_CURRENCY.toLowerCase()),
    );
    await report.step('Add to cart', () => addToCart(visitor, purchase.variantId));
    const orderId = await report.step('Check out', () =>
      checkOut(visitor, purchase.countryCode).catch(async (error: unknown) => {
        await letCompletionEnd(database, stop.signal);
        throw error;
      }),
    );
    await report.step('See the confirmation', () => seeConfirmation(visitor, orderId));
    await report.step('Read the order back', async () =>
      readOrderBack(settings.MEDUSA_BACKEND_URL, await adminToken(database, settings.JWT_SECRET), orderId, purchase),
    );
  } catch (error) {
    report.fail(error);
  }
  if (client && hasBegun) await report.always('Clean up', finish(client, stop.signal));
  await client?.end().catch(() => {});
  await report.close();
}

/** Two checks at once would clean up each other's order, so the second waits for the first. Ends with the connection. */
const beginAlone = (client: Client, patience: Patience): Promise<void> => takeTurn(client, 'order-check', patience);

const finish = (client: Client, stopping: AbortSignal) => async () => {
  try {
    await cleanUp(client);
  } catch {
    // The database went away in between: what matters is that it is clean in the end.
    const patience = { patienceMs: stopping.aborted ? STOPPING_PATIENCE_MS : CLEAN_UP_PATIENCE_MS };
    const again = await connect(patience);
    try {
      await beginAlone(again, patience);
      await cleanUp(again);
    } finally {
      await again.end();
    }
  }
};
