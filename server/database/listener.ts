import { Client } from 'pg';
import { describeError } from '../errors.ts';
import { log } from '../log.ts';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** A connection that died without a word is noticed by then; the answer may take as long again. */
const HEARTBEAT_MS = 5_000;

interface Subscriber {
  channel: string;
  onPayload: (payload: string) => void;
  onReconnect: () => void;
  onLost: () => void;
}

interface Connection {
  client: Client;
  /** The connection's last query so far, or its handshake: the next one waits for it. */
  last: Promise<void>;
  /** Gives the connection up; may be called again and again. */
  lose: (error?: unknown) => void;
}

/**
 * One connection that listens for the whole process. It comes back by itself, and tells subscribers when they may have
 * missed a notice: PostgreSQL keeps none for those who are away.
 */
export class Listener {
  readonly #connectionString: string;
  readonly #subscribers = new Set<Subscriber>();
  /** Channels on which the present connection listens. */
  readonly #live = new Set<string>();
  #connection: Connection | null = null;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #state: 'new' | 'open' | 'closed' = 'new';

  constructor(connectionString: string) {
    this.#connectionString = connectionString;
  }

  /**
   * Subscribes to a channel; the first call opens the connection. `onReconnect` is called whenever the channel goes live
   * after a time in which notices could be missed, so a subscriber reads the rows then. If the channel is not live at the
   * moment of this call, that includes its first time. `onLost` is called when the channel was live and is no longer.
   * @returns ends the subscription
   */
  listen(
    channel: string,
    onPayload: (payload: string) => void,
    onReconnect: () => void,
    onLost: () => void = () => undefined,
  ): () => void {
    const subscriber = { channel, onPayload, onReconnect, onLost };
    this.#subscribers.add(subscriber);
    if (this.#state === 'new') this.#connect();
    else if (this.#connection && !this.#live.has(channel)) this.#openChannel(this.#connection, channel);
    return () => void this.#subscribers.delete(subscriber);
  }

  /** Ends the connection and all subscriptions. */
  async close(): Promise<void> {
    this.#state = 'closed';
    this.#subscribers.clear();
    clearTimeout(this.#timer);
    await this.#connection?.client.end().catch(() => undefined);
  }

  #connect(): void {
    this.#state = 'open';
    const client = new Client({
      connectionString: this.#connectionString,
      application_name: 'storewright-listener',
      connectionTimeoutMillis: HEARTBEAT_MS,
      query_timeout: HEARTBEAT_MS,
      keepAlive: true,
    });
    const connection: Connection = {
      client,
      last: Promise.resolve(),
      lose: (error) => this.#reconnectLater(connection, error),
    };
    this.#connection = connection;
    client.on('error', connection.lose);
    client.on('end', connection.lose);
    client.on('notification', ({ channel, payload }) => this.#deliver(channel, payload ?? ''));
    this.#inTurn(connection, async () => {
      await client.connect();
      if (this.#failures > 0) log.info({ failures: this.#failures }, 'database.listener_reconnected');
      this.#failures = 0;
      this.#beat(connection);
    });
    const channels = new Set([...this.#subscribers].map(({ channel }) => channel));
    for (const channel of channels) this.#openChannel(connection, channel);
  }

  #openChannel(connection: Connection, channel: string): void {
    this.#inTurn(connection, async () => {
      if (this.#live.has(channel)) return;
      await connection.client.query(`LISTEN ${connection.client.escapeIdentifier(channel)}`);
      if (this.#connection !== connection) return;
      this.#live.add(channel);
      for (const subscriber of this.#subscribers) if (subscriber.channel === channel) subscriber.onReconnect();
    });
  }

  #beat(connection: Connection): void {
    this.#timer = setTimeout(() => {
      this.#inTurn(connection, async () => {
        await connection.client.query('SELECT 1');
        this.#beat(connection);
      });
    }, HEARTBEAT_MS).unref();
  }

  #inTurn(connection: Connection, work: () => Promise<void>): void {
    connection.last = connection.last
      .then(() => (this.#connection === connection ? work() : undefined))
      .catch(connection.lose);
  }

  #deliver(channel: string, payload: string): void {
    for (const subscriber of this.#subscribers) if (subscriber.channel === channel) subscriber.onPayload(payload);
  }

  #reconnectLater(connection: Connection, error: unknown): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    for (const { channel, onLost } of this.#subscribers) if (this.#live.has(channel)) onLost();
    this.#live.clear();
    clearTimeout(this.#timer);
    // A connection that only seems dead must not deliver beside its successor.
    connection.client.removeAllListeners('notification');
    connection.client.end().catch(() => undefined);
    if (this.#state === 'closed') return;
    const bound = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++);
    const delayMs = Math.round(bound * (0.5 + Math.random() / 2));
    log.warn({ reason: describeError(error ?? 'the server ended it'), delayMs }, 'database.listener_lost');
    this.#timer = setTimeout(() => this.#connect(), delayMs).unref();
  }
}
