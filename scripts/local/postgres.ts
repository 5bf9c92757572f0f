import { chown, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { ensurePostgresHome, postgresData, type PostgresHome } from './postgres-home.ts';
import type { Secrets } from './secrets.ts';
import { findService, startService, stopService, untilServing } from './services.ts';
import { Stop } from './stop.ts';

/** Connection strings of an instance, one per role: the owner migrates, the app's role runs, Inngest has its own database, the administrator makes them. */
export type DatabaseUrls = { app: string; owner: string; inngest: string; admin: string };

export const appRole = 'storewright_app';
const ownerRole = 'storewright_owner';
const readySeconds = 30;

const url = (port: number, role: string, password: string, database: string) =>
  `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;

export const databaseUrls = (port: number, secrets: Secrets): DatabaseUrls => ({
  app: url(port, appRole, secrets.appPassword, 'storewright'),
  owner: url(port, ownerRole, secrets.ownerPassword, 'storewright'),
  inngest: url(port, 'inngest', secrets.inngestPassword, 'inngest'),
  admin: url(port, 'postgres', secrets.postgresPassword, 'postgres'),
});

/** Makes the cluster of databases, once. A half-made one, left by a kill, is made again. */
async function ensureInitialised({ programs, data, uid, gid }: PostgresHome, password: string): Promise<void> {
  if (existsSync(join(data, 'storewright.initialised'))) return;
  await rm(join(data, 'cluster'), { recursive: true, force: true });
  const passwordFile = join(data, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) await chown(passwordFile, uid, gid);
  const made = await execa(
    join(programs, 'bin', 'initdb'),
    [
      '--pgdata',
      join(data, 'cluster'),
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
    ].concat(['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-sync']),
    { uid, gid, cwd: data, reject: false, all: true },
  );
  await rm(passwordFile);
  if (made.exitCode !== 0) throw new Stop(`PostgreSQL could not make its files in ${data}:\n${made.all}`);
  await writeFile(join(data, 'storewright.initialised'), '');
}

async function connect(port: number, password: string): Promise<Client> {
  const client = new Client({
    connectionString: url(port, 'postgres', password, 'postgres'),
    connectionTimeoutMillis: 2000,
  });
  await client.connect();
  return client;
}

/** One role with a password and one database of its own that nobody else may enter. */
async function ensureDatabase(client: Client, role: string, password: string, database: string): Promise<void> {
  await ensureRole(client, role, password);
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (!rowCount) await client.query(`create database ${escapeIdentifier(database)} owner ${escapeIdentifier(role)}`);
  await client.query(`revoke all on database ${escapeIdentifier(database)} from public`);
}

async function ensureRole(client: Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = rowCount ? 'alter' : 'create';
  await client.query(`${verb} role ${escapeIdentifier(role)} login password ${escapeLiteral(password)}`);
}

/** Starts the server unless it runs, and makes sure of roles and databases. Listens on 127.0.0.1 alone, without a unix socket. */
export async function startPostgres(dir: string, port: number, secrets: Secrets): Promise<void> {
  if (findService(dir, 'postgres') !== null) return;
  const home = await ensurePostgresHome(dir);
  await ensureInitialised(home, secrets.postgresPassword);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    log_timezone: 'UTC',
  };
  await startService(dir, {
    name: 'postgres',
    command: join(home.programs, 'bin', 'postgres'),
    args: ['-D', join(home.data, 'cluster'), '-p', String(port)].concat(
      Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ),
    cwd: home.data,
    uid: home.uid,
    gid: home.gid,
  });
  await untilServing(dir, 'postgres', readySeconds, async () => (await connect(port, secrets.postgresPassword)).end());
  const client = await connect(port, secrets.postgresPassword);
  try {
    await ensureDatabase(client, ownerRole, secrets.ownerPassword, 'storewright');
    await ensureRole(client, appRole, secrets.appPassword);
    await client.query(`grant connect, temporary on database storewright to ${appRole}`);
    await ensureDatabase(client, 'inngest', secrets.inngestPassword, 'inngest');
  } finally {
    await client.end();
  }
}

/** Ends the server: open connections are cut, everything acknowledged is kept (PostgreSQL's fast shutdown). */
export const stopPostgres = (dir: string): Promise<void> => stopService(dir, 'postgres', 'SIGINT');

/** Removes the data of a server that does not run. */
export const purgePostgres = (dir: string): Promise<void> => rm(postgresData(dir), { recursive: true, force: true });
