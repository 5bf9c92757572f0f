import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Platform } from '#scripts/client/platform.ts';
import { waitForStore } from '#scripts/client/wait.ts';
import type { Instance } from '#scripts/local/instance.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { CHART } from './chart.ts';
import { Rows } from './rows.ts';

/** Longer than any deletion takes. */
const DELETION_SECONDS = 300;

/** A person who asks the platform for stores, over its API, as any other program would. */
export class Ours {
  readonly api: Platform['api'];
  readonly #platform: Platform;
  readonly #rows: Rows;

  private constructor(platform: Platform, rows: Rows) {
    this.api = platform.api;
    this.#platform = platform;
    this.#rows = rows;
  }

  static async connect({ dir, urls }: Instance): Promise<Ours> {
    // Where `connect` looks for it.
    process.env.STOREWRIGHT_TOKEN = readFileSync(join(dir, 'token'), 'utf8').trim();
    return new Ours(connect(urls.app), await Rows.open(urls.database));
  }

  /** Asks for a store and returns its id when its row says READY. */
  async create(type = CHART.type): Promise<string> {
    const { id } = await this.api.store.create.mutate({ name: newStoreId(), type });
    await this.#rows.ready(id);
    return id;
  }

  /** Deletes a store and returns when it is gone. */
  async remove(id: string): Promise<void> {
    await waitForStore(this.#platform, await this.api.store.delete.mutate({ id }), DELETION_SECONDS);
  }

  close(): Promise<void> {
    return this.#rows.close();
  }
}
