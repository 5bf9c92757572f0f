import { Pool } from 'pg';
import { insertStores } from '#scripts/bench/many-rows.ts';
import { databaseUrl } from './environment.ts';

/** Rows of stores that somebody owns, older than any other: nobody works on them. */
export type ManyStores = {
  /** The newest first. */
  names: string[];
  /** Marks one as being deleted. */
  change(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  close(): Promise<void>;
};

/** Gives the person with that address, who has signed in, `count` stores. */
export async function insertManyStores(email: string, count: number): Promise<ManyStores> {
  const pool = new Pool({ connectionString: databaseUrl(), max: 1 });
  const { rows } = await pool.query<{ id: string }>('select id from users where email = $1', [email]);
  const owner = rows[0]?.id;
  if (!owner) throw new Error(`${email} has not signed in.`);
  await insertStores(pool, owner, count);
  await pool.query(`update stores set created_at = created_at - interval '1 day' where owner_id = $1`, [owner]);
  const made = await pool.query<{ name: string }>(
    'select name from stores where owner_id = $1 order by created_at desc, id desc',
    [owner],
  );
  return {
    names: made.rows.map(({ name }) => name),
    change: async (name) => void (await pool.query(`update stores set status = 'deleting' where name = $1`, [name])),
    remove: async (name) => void (await pool.query('delete from stores where name = $1', [name])),
    close: async () => {
      await pool.query('delete from stores where owner_id = $1', [owner]);
      await pool.end();
    },
  };
}
