import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { inject } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';

/** Databases of one world: the app's, migrated, and Inngest's. */
export type Databases = {
  appUrl: string;
  ownerUrl: string;
  inngestUrl: string;
  /** The owner's look at the rows. */
  pool: Pool;
  drop: () => Promise<void>;
};

/**
 * Writes down every status that a store ever had, whoever set it and however briefly: `gone` is a removed row. Laid into the
 * database from outside, so that a kill can't lose a line of it.
 */
const OBSERVER = `
  create table observed_statuses (
    id bigserial primary key, store_id text not null, owner_id uuid not null, status text not null
  );
  create function observe_status() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    insert into observed_statuses (store_id, owner_id, status) values (
      coalesce(new.id, old.id), coalesce(new.owner_id, old.owner_id),
      case when tg_op = 'DELETE' then 'gone' else new.status::text end
    );
    return null;
  end $$;
  create trigger observe_first after insert or delete on stores for each row execute function observe_status();
  create trigger observe_next after update on stores for each row
    when (old.status is distinct from new.status) execute function observe_status();`;

export async function createDatabases(): Promise<Databases> {
  const { urls, env } = inject('instance');
  const name = `world_${randomBytes(6).toString('hex')}`;
  const at = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const ownerUrl = at(urls.databaseAdmin, name);
  const appUrl = at(env.DATABASE_URL ?? '', name);
  await asAdmin(urls.databaseAdmin, [`create database ${name}`, `create database ${name}_inngest`]);
  await deploy({ ownerUrl, appRole: new URL(appUrl).username });
  const pool = new Pool({ connectionString: ownerUrl, max: 2 });
  // The end of the database at the end of a world is no news.
  pool.on('error', () => {});
  await pool.query(OBSERVER);
  return {
    appUrl,
    ownerUrl,
    inngestUrl: at(urls.databaseAdmin, `${name}_inngest`),
    pool,
    drop: async () => {
      await pool.end();
      await asAdmin(urls.databaseAdmin, [
        `drop database ${name} with (force)`,
        `drop database ${name}_inngest with (force)`,
      ]);
    },
  };
}

async function asAdmin(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Forgets all that a database held, as when its disk is lost. */
export function empty(url: string): Promise<void> {
  return asAdmin(url, ['drop schema public cascade', 'create schema public']);
}
