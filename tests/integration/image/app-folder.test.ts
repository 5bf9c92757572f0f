import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { readMigrations } from '#scripts/db/migrations.ts';
import { gatherApp } from '#scripts/image/gather.ts';
import { ensureAppBuild } from '#scripts/local/app-build.ts';
import { freePort } from '#scripts/local/ports.ts';
import { until } from '#scripts/local/until.ts';
import { STORE_TYPE_IDS } from '#server/stores/types/index.ts';
import { createTestDatabase, type TestDatabase, withClient } from '../database/test-database.ts';

/** What the image has under /app, in a folder from which nothing of the checkout can be found. */
let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'image-'));
  await gatherApp(await ensureAppBuild(), folder);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(() => database.drop());

type Ended = { code: number | string | null | undefined; stdout: string; stderr: string };

/** Starts the entry point as the image does, with nothing in its environment but `env`. */
function start(args: readonly string[], env: Record<string, string | undefined> = {}) {
  const ended = Promise.withResolvers<Ended>();
  const child = execFile(
    process.execPath,
    [join(folder, 'scripts/image/entrypoint.ts'), ...args],
    { cwd: '/', env: env as NodeJS.ProcessEnv },
    (_, stdout, stderr) => ended.resolve({ code: child.exitCode, stdout, stderr }),
  );
  return { child, ended: ended.promise };
}

const databaseEnv = () => ({ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl });
const migrate = () => start(['migrate'], databaseEnv());
const select = (sql: string) => withClient(database.ownerUrl, async (client) => (await client.query(sql)).rows);

describe('the platform image', () => {
  it('migrates an empty database, side by side from several pods and once more, each migration once', async () => {
    const beside = await Promise.all([migrate(), migrate(), migrate()].map(({ ended }) => ended));
    const again = await migrate().ended;
    for (const ended of [...beside, again]) expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toBe('The database is up to date.\n');
    const names = readMigrations().map(({ name }) => ({ name }));
    expect(await select('select migration_name as name from _prisma_migrations order by name')).toEqual(names);
    await withClient(database.appUrl, (client) => client.query('select from stores'));
  });

  it('gives a migration up at SIGTERM, and leaves the lock to the next', async () => {
    const holder = "select pg_advisory_lock(72707369), pg_sleep('infinity') /* holder */";
    const held = withClient(database.ownerUrl, (client) => client.query(holder)).catch(() => undefined);
    const locks = (granted: boolean) =>
      select(
        `select pid from pg_locks where locktype = 'advisory' and granted = ${granted}
            and database = (select oid from pg_database where datname = current_database())`,
      );
    const [first] = await until('the lock to be held', 60, async () => {
      const rows = await locks(true);
      return rows.length > 0 && rows;
    });
    const { child, ended } = migrate();
    await until('the migration to wait', 60, async () => (await locks(false)).length > 0);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(143);
    await select(`select pg_terminate_backend(${first.pid})`);
    await held;
    expect(await migrate().ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('says of a database that refuses it or is unnamed what is wrong, and no password', async () => {
    const wrong = Object.assign(new URL(database.ownerUrl), { username: database.appRole, password: 'canary' });
    const refused = await start(['migrate'], { DATABASE_URL: wrong.href }).ended;
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('password authentication failed') });
    expect(refused.stderr).not.toContain('canary');
    expect(await start(['migrate']).ended).toMatchObject({ code: 1, stderr: expect.stringContaining('DATABASE_URL') });
  });

  it('says of a database that stays away what is wrong, and no password', { timeout: 180_000 }, async () => {
    const away = Object.assign(new URL(database.ownerUrl), { port: String(await freePort()), password: 'canary' });
    const givenUp = await start(['migrate'], { DATABASE_URL: away.href }).ended;
    expect(givenUp).toMatchObject({ code: 1, stderr: expect.stringContaining('ECONNREFUSED') });
    expect(givenUp.stderr).not.toContain('canary');
  });

  it('serves once the database is migrated, and ends in its own order at SIGTERM', async () => {
    await migrate().ended;
    const port = String(await freePort());
    const { child, ended } = start(['serve'], { ...inject('instance').env, ...databaseEnv(), PORT: port });
    await until('the app to be ready', 60, async () => (await fetch(`http://127.0.0.1:${port}/api/readyz`)).ok);
    const page = await fetch(`http://127.0.0.1:${port}/sign-in`);
    const style = /href="(\/_next\/static\/[^"]+\.css)"/.exec(await page.text())?.[1];
    expect((await fetch(`http://127.0.0.1:${port}${style}`)).status).toBe(200);
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout).toContain('"app.stopping"');
  });

  it('has the chart of every store type', () => {
    expect(STORE_TYPE_IDS.filter((type) => !existsSync(join(folder, 'helm', type, 'Chart.yaml')))).toEqual([]);
  });

  it('runs nothing else', async () => {
    for (const args of [['shell'], [], ['toString'], ['migrate', 'now']])
      expect(await start(args).ended).toMatchObject({ code: 2, stderr: expect.stringContaining('serve or migrate') });
  });
});
