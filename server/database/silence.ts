import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Pool, type PoolClient } from 'pg';
import { log } from '../log.ts';

const LOOK_MS = 50;
/** Whoever holds a connection for so many looks may be waiting for a server that fell silent. */
const SUSPICIOUS_LOOKS = 3;
/** So many looks the server has for its answer: in all less than the second in which a person is told. */
const ANSWER_LOOKS = 14;
/** A server that has just answered is not asked again for so long: the holder waits for another transaction. */
const TRUSTED_MS = 1_000;

/**
 * Ends the connections of a pool that wait for a server which no longer answers at all, such as one behind a network that
 * swallows everything: its requests would learn of it only when their statement's bound is over, seconds later. A question over
 * a new connection tells it from a statement that merely takes long. Time is counted in looks, so that a process which was busy
 * itself doesn't take that for the server's silence.
 */
export function endSilentConnections(pool: Pool, connectionString: string): void {
  const held = new Map<PoolClient, number>();
  let timer: NodeJS.Timeout | undefined;
  let trustedUntil = 0;

  const look = async () => {
    for (const [client, looks] of held) held.set(client, looks + 1);
    const suspicious = [...held].filter(([, looks]) => looks >= SUSPICIOUS_LOOKS).map(([client]) => client);
    if (suspicious.length === 0 || performance.now() < trustedUntil) return;
    trustedUntil = Infinity;
    const silent = await isSilent(connectionString);
    trustedUntil = silent ? 0 : performance.now() + TRUSTED_MS;
    if (!silent) return;
    log.warn({ connections: suspicious.length }, 'database.silent');
    for (const client of suspicious) if (held.has(client)) (client as PoolClient & Client).end().catch(() => undefined);
  };
  const forget = (client: PoolClient) => {
    held.delete(client);
    if (held.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  pool.on('acquire', (client) => {
    held.set(client, 0);
    timer ??= setInterval(() => void look(), LOOK_MS).unref();
  });
  pool.on('release', (_error, client) => forget(client));
  pool.on('remove', forget);
}

/** Whether the server says nothing at all. A refusal is an answer: those who wait learn of it by themselves. */
async function isSilent(connectionString: string): Promise<boolean> {
  const longest = 2 * ANSWER_LOOKS * LOOK_MS;
  const probe = new Client({
    connectionString,
    application_name: 'storewright-probe',
    connectionTimeoutMillis: longest,
    query_timeout: longest,
  });
  probe.on('error', () => undefined);
  const answered = probe
    .connect()
    .then(() => probe.query('SELECT 1'))
    .then(
      () => false,
      () => false,
    );
  const silent = await Promise.race([answered, looksLater(ANSWER_LOOKS)]);
  probe.end().catch(() => undefined);
  return silent;
}

async function looksLater(count: number): Promise<true> {
  for (let look = 0; look < count; look++) await pause(LOOK_MS, undefined, { ref: false });
  return true;
}
