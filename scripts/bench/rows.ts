import { Client, Pool } from 'pg';

/** Longer than any store of the bench takes, on any machine; reached, the run is broken and ends. */
const PATIENCE_MS = 1_800_000;

/** A store's row and its newest operation; undefined when the store is gone. */
type Row = { status: string; work: string; failure: { message: string } | null } | undefined;

const QUERY =
  'select s.status, o.status as work, o.failure from stores s join operations o on o.id = s.operation_id where s.id = $1';

/** After a Ctrl-C PostgreSQL may end first; a wait that thereby never ends is over with its patience. */
const quietly = () => undefined;

/** The stores' rows, watched from outside: by the same notices as the app, on connections of its own. */
export class Rows {
  readonly #listener: Client;
  readonly #pool: Pool;
  readonly #lookers = new Map<string, () => void>();

  private constructor(listener: Client, pool: Pool) {
    this.#listener = listener.on('error', quietly);
    this.#pool = pool.on('error', quietly);
    listener.on('notification', ({ payload }) => {
      const { id } = JSON.parse(payload ?? '{}') as { id?: string };
      this.#lookers.get(id ?? '')?.();
    });
  }

  static async open(connectionString: string): Promise<Rows> {
    const listener = new Client({ connectionString });
    await listener.connect();
    await listener.query('listen store_changed');
    return new Rows(listener, new Pool({ connectionString, max: 2 }));
  }

  /** Resolves when the row says READY. Throws when it says *failed*, with the reason, or nothing for too long; so do the others. */
  ready(id: string): Promise<void> {
    return this.#until(id, 'READY', (row) => row?.status === 'ready');
  }

  /** Resolves when nothing is under way for the store any more. */
  settled(id: string): Promise<void> {
    return this.#until(id, 'settled', (row) => row?.work === 'succeeded');
  }

  /** Resolves when there is no row any more. */
  gone(id: string): Promise<void> {
    return this.#until(id, 'gone', (row) => row === undefined);
  }

  async close(): Promise<void> {
    await this.#listener.end();
    await this.#pool.end();
  }

  async #until(id: string, what: string, isSo: (row: Row) => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => this.#look(id).then((row) => isSo(row) && resolve(), reject);
    // Others that wait when a run fails must not keep the process.
    const patience = setTimeout(
      () => reject(new Error(`Store ${id} was not ${what} after ${PATIENCE_MS / 1000} s.`)),
      PATIENCE_MS,
    ).unref();
    this.#lookers.set(id, look);
    void look();
    try {
      await promise;
    } finally {
      clearTimeout(patience);
      this.#lookers.delete(id);
    }
  }

  async #look(id: string): Promise<Row> {
    const row = (await this.#pool.query<NonNullable<Row>>(QUERY, [id])).rows[0];
    if (row?.status === 'failed') throw new Error(`Store ${id} failed: ${row.failure?.message}`);
    return row;
  }
}
