import { setTimeout as pause } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';

/** The first start of a bundled database on a slow node; longer than that, and whoever deploys should hear why. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 250;

/** Nobody listens yet, the name or the route is not there yet, or (57P03) the server is still starting up. */
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENOTFOUND', 'ETIMEDOUT', '57P03']);

/**
 * A connection to the database, also where that starts only now: a pod that failed instead would be started again after ten, then
 * twenty seconds.
 * @throws what PostgreSQL says when it refuses, and what was wrong last when it has been away for a minute
 */
export async function connectPatiently(config: ClientConfig): Promise<Client> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const client = new Client(config);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (!isAway(error) || performance.now() > end) throw error;
    }
    await pause(PAUSE_MS);
  }
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return AWAY.has(String((error as NodeJS.ErrnoException).code)) || error.message === 'timeout expired';
}
