import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Platform } from '#scripts/client/platform.ts';
import type { Instance } from '#scripts/local/instance.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { CHART } from './chart.ts';
import { Rows } from './rows.ts';

/** A person who asks the platform for stores, over its API, as any other program would. */
export class Ours {
  readonly api: Platform['api'];
  readonly #rows: Rows;

  private constructor(api: Platform['api'], rows: Rows) {
    this.api = api;
    this.#rows = rows;
  }

  static async connect({ dir, urls }: Instance): Promise<Ours> {
    // Where `connect` looks for it.
    process.env.STOREWRIGHT_TOKEN = readFileSync(join(dir, 'token'), 'utf8').trim();
    return new Ours(connect(urls.app).api, await Rows.open(urls.database));
  }

  /** Asks for a store and returns its id when its row says READY. */
  async create(): Promise<string> {
    const { id } = await this.api.store.create.mutate({ name: newStoreId(), type: CHART.type });
    await this.#rows.ready(id);
    return id;
  }

  close(): Promise<void> {
    return this.#rows.close();
  }
}
