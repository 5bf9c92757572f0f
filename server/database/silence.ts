import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { log } from '../log.ts';

const LOOK_MS = 50;
/** Whoever waits for so many looks in which nothing came may be waiting for a server that fell silent. */
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
  /** The open connections, with how many bytes had come at the last look. */
  readonly #known = new Map<Socket, number>();
  /** For how many looks there has been somebody who waits at a connection. */
  readonly #waiting = new Map<Socket, number>();
  #timer: NodeJS.Timeout | undefined;
  #silentLooks = 0;
  #isAsking = false;
  #trustedUntil = 0;

  constructor(connectionString: string) {
    this.#connectionString = connectionString;
  }

  /** From now on somebody waits at this connection, until `answered` or its end. */
  waits(socket: Socket): void {
    this.#know(socket);
    this.#waiting.set(socket, 0);
    if (this.#timer) return;
    this.#hears();
    this.#silentLooks = 0;
    this.#timer = setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  answered(socket: Socket): void {
    this.#waiting.delete(socket);
    if (this.#waiting.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #know(socket: Socket): void {
    if (this.#known.has(socket)) return;
    this.#known.set(socket, socket.bytesRead);
    socket.once('close', () => {
      this.#known.delete(socket);
      this.answered(socket);
    });
  }

  /** Whether anything came since the last time. */
  #hears(): boolean {
    const came = [...this.#known].filter(([socket, bytes]) => socket.bytesRead > bytes);
    for (const [socket] of came) this.#known.set(socket, socket.bytesRead);
    return came.length > 0;
  }

  #suspicious(): Socket[] {
    return [...this.#waiting].filter(([, looks]) => looks >= SUSPICIOUS_LOOKS).map(([socket]) => socket);
  }

  async #look(): Promise<void> {
    this.#silentLooks = this.#hears() ? 0 : this.#silentLooks + 1;
    for (const [socket, looks] of this.#waiting) this.#waiting.set(socket, looks + 1);
    if (this.#isAsking || performance.now() < this.#trustedUntil) return;
    if (this.#silentLooks < SUSPICIOUS_LOOKS || this.#suspicious().length === 0) return;
    this.#isAsking = true;
    const isAnswered = await this.#ask();
    this.#isAsking = false;
    if (isAnswered) this.#trustedUntil = performance.now() + TRUSTED_MS;
    else if (this.#silentLooks >= ANSWER_LOOKS) this.#end(this.#suspicious());
  }

  /** Whether a new connection gets an answer in time. A refusal is one: those who wait learn of it by themselves. */
  async #ask(): Promise<boolean> {
    const longest = 2 * ANSWER_LOOKS * LOOK_MS;
    const socket = new Socket();
    this.#know(socket);
    const question = new Client({
      connectionString: this.#connectionString,
      application_name: 'storewright-probe',
      connectionTimeoutMillis: longest,
      query_timeout: longest,
      stream: () => socket,
    });
    question.on('error', () => undefined);
    const answered = question
      .connect()
      .then(() => question.query('SELECT 1'))
      .then(
        () => true,
        () => true,
      );
    const isAnswered = await Promise.race([answered, looksLater(ANSWER_LOOKS)]);
    question.end().catch(() => undefined);
    return isAnswered;
  }

  #end(silent: Socket[]): void {
    log.warn({ connections: silent.length }, 'database.silent');
    for (const socket of silent) {
      this.answered(socket);
      socket.destroy();
    }
  }
}

async function looksLater(count: number): Promise<false> {
  for (let look = 0; look < count; look++) await pause(LOOK_MS, undefined, { ref: false });
  return false;
}
