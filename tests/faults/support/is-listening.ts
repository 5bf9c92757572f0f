import type { World } from './world.ts';

/** Whether an app of the world hears of changes, as the database tells. Asks the app nothing. */
export async function isListening({ database }: World): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `select from pg_stat_activity where datname = current_database() and application_name = 'storewright-listener'
        and state = 'idle' and (query like 'LISTEN %' or query = 'SELECT 1')`,
  );
  return rowCount === 1;
}
