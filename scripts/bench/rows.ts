import { Client } from 'pg';

/** Longer than any store of the bench takes, on any machine; reached, the run is broken and ends. */
const PATIENCE_MS = 300_000;

type Row = { status: string; failure: { message: string } | null };

const QUERY = 'select s.status, o.failure from stores s join operations o on o.id = s.operation_id where s.id = $1';

/** The stores' rows, watched from outside: by the same notices as the app, on a connection of its own. */
export class Rows {
  readonly #client: Client;
  readonly #lookers = new Map<string, () => void>();

  private constructor(client: Client) {
    this.#client = client;
    // After a Ctrl-C PostgreSQL may end first; a wait that thereby never ends is over with its patience.
    client.on('error', () => undefined);
    client.on('notification', ({ payload }) => {
      const { id } = JSON.parse(payload ?? '{}') as { id?: string };
      this.#lookers.get(id ?? '')?.();
    });
  }

  static async open(databaseUrl: string): Promise<Rows> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('listen store_changed');
    return new Rows(client);
  }

  /** Resolves when the row says READY. Throws when it says *failed*, with the reason, or nothing for too long. */
  async ready(id: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => this.#isReady(id).then((isReady) => isReady && resolve(), reject);
    const patience = setTimeout(
      () => reject(new Error(`Store ${id} was not READY after ${PATIENCE_MS / 1000} s.`)),
      PATIENCE_MS,
    );
    this.#lookers.set(id, look);
    void look();
    try {
      await promise;
    } finally {
      clearTimeout(patience);
      this.#lookers.delete(id);
    }
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  async #isReady(id: string): Promise<boolean> {
    const row = (await this.#client.query<Row>(QUERY, [id])).rows[0];
    if (row?.status === 'failed') throw new Error(`Store ${id} failed: ${row.failure?.message}`);
    return row?.status === 'ready';
  }
}
