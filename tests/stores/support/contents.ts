import { inPod } from './cluster.ts';
import type { StoreTypeId } from './platform.ts';

/** Every table of a shop's database by name, as one word that differs when any row of it does, and the numbers it gives out next. */
export type Contents = Record<string, string>;

/** What a running shop writes by itself, whether somebody orders or not. */
const OF_ITS_OWN_ACCORD: Record<StoreTypeId, readonly RegExp[]> = {
  medusa: [],
  // Caches that WordPress makes anew, and when its schedule is due next. The table's own checksum holds them.
  woocommerce: [/^option (_site)?_transient_/, /^option cron$/, /\.wp_options$/],
};

const readers: Record<StoreTypeId, (namespace: string) => Promise<[string, string][]>> = {
  async medusa(namespace) {
    const tables = await psql(
      namespace,
      "select table_name from information_schema.tables where table_schema = 'public'",
    );
    const digests = tables.map(
      ([table]) => `select '${table}', md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from "${table}" t`,
    );
    const sequences = "select 'next of ' || sequencename, coalesce(last_value, 0)::text from pg_sequences";
    return psql(namespace, [...digests, sequences].join(' union all '));
  },
  async woocommerce(namespace) {
    const where = 'from information_schema.tables where table_schema = database()';
    const tables = await mariadb(namespace, `select table_name ${where}`);
    const checksums = await mariadb(namespace, `checksum table ${tables.map(([table]) => table).join(', ')}`);
    const numbers = await mariadb(namespace, `select concat('next of ', table_name), auto_increment ${where}`);
    const options = await mariadb(
      namespace,
      "select concat('option ', option_name), md5(option_value) from wp_options",
    );
    return [...checksums, ...numbers, ...options];
  },
};

/** What is in the database of a shop now, but for what a shop writes of its own accord. */
export async function contentsOf(type: StoreTypeId, namespace: string): Promise<Contents> {
  const rows = await readers[type](namespace);
  return Object.fromEntries(rows.filter(([name]) => !OF_ITS_OWN_ACCORD[type].some((pattern) => pattern.test(name))));
}

/** Rows of a query in the shop's PostgreSQL, as its own user. */
export function psql(namespace: string, query: string): Promise<[string, string][]> {
  const script = 'PGPASSWORD=$POSTGRES_PASSWORD exec psql -h 127.0.0.1 -U medusa -d medusa -qAtX -F "\t"';
  return rowsOf(inPod(namespace, 'database-0', ['sh', '-c', script], query));
}

/** Rows of a query in the shop's MariaDB, as its own user. */
function mariadb(namespace: string, query: string): Promise<[string, string][]> {
  const script = 'MYSQL_PWD=$MARIADB_PASSWORD exec mariadb -h 127.0.0.1 -u wordpress -N -B wordpress';
  return rowsOf(inPod(namespace, 'database-0', ['sh', '-c', script], query));
}

async function rowsOf(output: Promise<string>): Promise<[string, string][]> {
  const lines = (await output).split('\n').filter(Boolean);
  return lines.map((line) => line.split('\t').slice(0, 2) as [string, string]);
}
