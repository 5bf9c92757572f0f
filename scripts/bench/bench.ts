import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Platform } from '#scripts/client/platform.ts';
import { purgeInstance, startInstance, stopParts, type Instance } from '#scripts/local/instance.ts';
import { keptPorts } from '#scripts/local/kept-ports.ts';
import { kubectl } from '#scripts/local/sandbox.ts';
import { step } from '#scripts/local/say.ts';
import { namespaceOf, newStoreId } from '#server/stores/naming.ts';
import { Bare, type Values } from './bare.ts';
import { CHART, CHARTS_DIR } from './chart.ts';
import { Rows } from './rows.ts';
import { slowStartStage } from './slow-start.ts';

/** A measurement creates more than a person may, and faster. */
const LIMITS = { MAX_STORES: '10000', MAX_STORES_PER_USER: '10000', RATE_LIMIT_PER_MINUTE: '10000' };

/** An instance of the platform for measurements, and the bare tools beside it. */
export class Bench {
  readonly instance: Instance;
  readonly api: Platform['api'];
  readonly #bare: Bare;
  readonly #rows: Rows;
  #values: Values = { store: { id: '' } };

  private constructor(instance: Instance, rows: Rows) {
    this.instance = instance;
    // Where `connect` looks for it, as in any other program of a person.
    process.env.STOREWRIGHT_TOKEN = readFileSync(join(instance.dir, 'token'), 'utf8').trim();
    this.api = connect(instance.urls.app).api;
    this.#bare = new Bare(instance, join(instance.dir, 'bare-home'));
    this.#rows = rows;
  }

  /** Starts everything in `dir`, and makes one store each way, so that nothing is measured cold on one side only. */
  static async start(dir: string): Promise<Bench> {
    const env = { ...LIMITS, CHARTS_DIR };
    const instance = await startInstance({ dir, ports: await keptPorts(dir, false), env });
    await kubectl(dir, instance.tools, ['apply', '-f', '-'], JSON.stringify(slowStartStage()));
    const bench = new Bench(instance, await Rows.open(instance.urls.database));
    await step('one store each way, to warm up', async () => {
      const id = await bench.createStore();
      bench.#values = await bench.#bare.valuesOf(namespaceOf(id));
      await bench.createBare();
    });
    return bench;
  }

  /** Asks the platform for a store and returns its id when its row says READY. */
  async createStore(): Promise<string> {
    const { id } = await this.api.store.create.mutate({ name: newStoreId(), type: CHART.type });
    await this.#rows.ready(id);
    return id;
  }

  /** Makes a store by the bare commands. */
  createBare(): Promise<void> {
    return this.#bare.create(this.#values);
  }

  /** Ends the connection of this process; `endInstance` ends the rest. */
  close(): Promise<void> {
    return this.#rows.close();
  }
}

/** Ends what runs in `dir` and removes it. */
export async function endInstance(dir: string): Promise<void> {
  await stopParts(dir);
  await purgeInstance(dir);
}
