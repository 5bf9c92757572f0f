import type { Database } from './database.ts';
import { type FunctionConfig, parseFunction } from './function-config.ts';

/** The functions that the app registered last. They are kept in the store, so that events count while the app is away. */
export type Functions = {
  all(): FunctionConfig[];
  find(id: string): FunctionConfig | null;
  /** Replaces all functions. True when that changed anything; throws a sentence when one of them cannot be served. */
  register(raw: unknown[]): Promise<boolean>;
};

/** Reads the functions that were registered before the engine's last stop. */
export async function loadFunctions(database: Database): Promise<Functions> {
  const rows = await database.query<{ config: FunctionConfig }>('select config from functions order by id');
  let known = new Map(rows.map(({ config }) => [config.id, config]));
  let lastSeen = '';
  return {
    all: () => [...known.values()],
    find: (id) => known.get(id) ?? null,
    register: async (raw) => {
      const text = JSON.stringify(raw);
      if (text === lastSeen) {
        return false;
      }
      const configs = raw.map(parseFunction);
      await database.transaction(async (query) => {
        // The app may register twice at once: by itself when it starts, and asked by the engine.
        await query('lock table functions in exclusive mode');
        await query('delete from functions');
        for (const config of configs) {
          await query('insert into functions (id, config) values ($1, $2)', [config.id, JSON.stringify(config)]);
        }
      });
      known = new Map(configs.map((config) => [config.id, config]));
      lastSeen = text;
      return true;
    },
  };
}
