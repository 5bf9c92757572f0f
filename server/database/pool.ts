import { Socket } from 'node:net';
import { Client, Pool, type ClientConfig, type PoolClient, type PoolConfig } from 'pg';
import { log } from '../log.ts';
import { DatabaseBusyError } from './errors.ts';
import { SilenceWatch } from './silence.ts';

export interface PoolLimits {
  name: string;
  /** Connections at most. */
  max: number;
  /** Requests that may wait for a connection; one more is refused at once. */
  maxWaiting: number;
  /** Longest wait for a connection, in milliseconds. */
  waitMs: number;
  /** Longest time that a new connection may take to be made, in milliseconds: then the database counts as away. */
  connectMs: number;
  /** The server ends a statement that runs longer, in milliseconds. */
  statementMs: number;
  /** Whether somebody waits who must be told at once that the server fell silent. */
  isHasty: boolean;
}

/** Work of a person who waits: short statements, a queue that gives up. */
export const FOREGROUND: PoolLimits = {
  name: 'foreground',
  max: 10,
  maxWaiting: 200,
  waitMs: 3_000,
  // As long as a request may wait for a connection: a server that is silent is found out sooner.
  connectMs: 3_000,
  statementMs: 5_000,
  isHasty: true,
};

/** Workflows and dispatcher: a crowd of requests can't take their connections. */
export const BACKGROUND: PoolLimits = {
  name: 'background',
  max: 10,
  maxWaiting: 1_000,
  waitMs: 30_000,
  // Nobody waits, and a process that starts on a busy machine can be slow itself.
  connectMs: 5_000,
  statementMs: 15_000,
  isHasty: false,
};

/** A pool whose queue is bounded: what would wait too long is refused while it still can be answered. */
class BoundedPool extends Pool {
  readonly #maxWaiting: number;

  constructor(config: PoolConfig, maxWaiting: number) {
    super(config);
    this.#maxWaiting = maxWaiting;
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<PoolClient> | void {
    if (this.waitingCount < this.#maxWaiting) return callback ? super.connect(callback) : super.connect();
    const busy = new DatabaseBusyError();
    if (!callback) return Promise.reject(busy);
    callback(busy, undefined, () => undefined);
  }
}

type ConnectCallback = Parameters<Pool['connect']>[0];

/** A connection with its socket, of which the watch knows from the beginning. */
class PooledClient extends Client {
  readonly socket: Socket;

  /** The pool's own timeout counts the wait in its queue; `connectMs` only the handshake. */
  constructor(config: ClientConfig | undefined, connectMs: number, watch: SilenceWatch | null) {
    const socket = new Socket();
    super({ ...config, connectionTimeoutMillis: connectMs, stream: () => socket });
    this.socket = socket;
    watch?.waits(socket);
  }
}

const socketOf = (client: PoolClient) => (client as PoolClient & PooledClient).socket;

/** Opens no connection yet. */
export function createPool(connectionString: string, limits: PoolLimits): Pool {
  const { name, max, maxWaiting, waitMs, connectMs, statementMs, isHasty } = limits;
  const watch = isHasty ? new SilenceWatch(connectionString) : null;
  const pool = new BoundedPool(
    {
      connectionString,
      Client: class extends PooledClient {
        constructor(config?: ClientConfig) {
          super(config, connectMs, watch);
        }
      },
      application_name: `storewright-${name}`,
      max,
      connectionTimeoutMillis: waitMs,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      statement_timeout: statementMs,
      // A server that no longer answers can't end the statement, so the client gives up a moment later.
      query_timeout: statementMs + 1_000,
      idle_in_transaction_session_timeout: 2 * statementMs,
    },
    maxWaiting,
  );
  pool.on('error', (error) => log.warn({ pool: name, reason: error.message }, 'database.idle_connection_lost'));
  pool.on('acquire', (client) => watch?.waits(socketOf(client)));
  pool.on('release', (_error, client) => watch?.answered(socketOf(client)));
  return pool;
}
