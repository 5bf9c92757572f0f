import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { log } from '../log.ts';

const LOOK_MS = 50;
/** Whoever waits at a connection for so many looks may be waiting for a server that fell silent. */
const SUSPICIOUS_LOOKS = 3;
/** So many looks the server has for its answer: in all less than the second in which a person is told. */
const ANSWER_LOOKS = 12;
/** A server that has just answered is not asked again for so long: the holder waits for another transaction. */
const TRUSTED_MS = 1_000;

/**
 * Ends the connections of a pool that wait for a server which no longer answers at all, such as one behind a network that
 * swallows everything: its requests would learn of it only when their bound is over, seconds later. A server that sends as
 * little as a byte over any connection, or answers a question over a new one, is merely slow. Time is counted in looks, so that a
 * process which was busy itself doesn't take that for the server's silence.
 */
export class SilenceWatch {
  readonly #connectionString: string;
  readonly #open = new Set<Socket>();
  /** For how many looks there has been somebody who waits at a connection. */
  readonly #waiting = new Map<Socket, number>();
  #timer: NodeJS.Timeout | undefined;
  #trustedUntil = 0;

  constructor(connectionString: string) {
    this.#connectionString = connectionString;
  }

  /** From now on somebody waits at this connection, until `answered` or its end. */
  waits(socket: Socket): void {
    if (!this.#open.has(socket)) {
      this.#open.add(socket);
      socket.once('close', () => {
        this.#open.delete(socket);
        this.answered(socket);
      });
    }
    this.#waiting.set(socket, 0);
    this.#timer ??= setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  answered(socket: Socket): void {
    this.#waiting.delete(socket);
    if (this.#waiting.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    for (const [socket, looks] of this.#waiting) this.#waiting.set(socket, looks + 1);
    const suspicious = [...this.#waiting].filter(([, looks]) => looks >= SUSPICIOUS_LOOKS).map(([socket]) => socket);
    if (suspicious.length === 0 || performance.now() < this.#trustedUntil) return;
    this.#trustedUntil = Infinity;
    const silent = await this.#isSilent();
    this.#trustedUntil = silent ? 0 : performance.now() + TRUSTED_MS;
    if (!silent) return;
    log.warn({ connections: suspicious.length }, 'database.silent');
    for (const socket of suspicious) if (this.#waiting.has(socket)) socket.destroy();
  }

  async #isSilent(): Promise<boolean> {
    const before = new Map([...this.#open].map((socket) => [socket, socket.bytesRead]));
    const isHeard = () => [...this.#open].some((socket) => socket.bytesRead > (before.get(socket) ?? 0));
    return (await isUnanswered(this.#connectionString)) && !isHeard();
  }
}

/** Whether a new connection gets no answer. A refusal is one: those who wait learn of it by themselves. */
async function isUnanswered(connectionString: string): Promise<boolean> {
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
  const unanswered = await Promise.race([answered, looksLater(ANSWER_LOOKS)]);
  probe.end().catch(() => undefined);
  return unanswered;
}

async function looksLater(count: number): Promise<true> {
  for (let look = 0; look < count; look++) await pause(LOOK_MS, undefined, { ref: false });
  return true;
}
