import { connect, type Platform } from '#scripts/client/platform.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { CHART, nameAt, type Pace } from './chart.ts';
import type { Rows } from './rows.ts';

type Wanted = { type?: string; pace?: Pace };

/** A person who asks the platform for stores, over its API, as any other program would. */
export class Ours {
  readonly api: Platform['api'];
  readonly #rows: Rows;

  /** @param token of the person at the platform `url`, whose rows `rows` shows */
  constructor(url: string, token: string, rows: Rows) {
    this.api = connect(url, token).api;
    this.#rows = rows;
  }

  /** Asks for a store and returns its id when its row says READY. */
  async create({ type = CHART.type, pace }: Wanted = {}): Promise<string> {
    const id = await this.ask({ type, pace });
    await this.#rows.ready(id);
    return id;
  }

  /** Asks for a store and returns its id at once. */
  async ask({ type = CHART.type, pace }: Wanted = {}): Promise<string> {
    return (await this.api.store.create.mutate({ name: nameAt(pace, newStoreId()), type })).id;
  }

  /** Makes so many stores at once. */
  async createMany(count: number, wanted: Wanted = {}): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.create(wanted)));
  }

  /** Deletes a store and returns when it is gone. */
  async remove(id: string): Promise<void> {
    await this.api.store.delete.mutate({ id });
    await this.#rows.gone(id);
  }
}
