import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { ensureAppBuild } from '#scripts/local/app-build.ts';
import { type Engine, startEngine } from '#scripts/local/inngest/engine.ts';
import { freePort } from '#scripts/local/ports.ts';
import { readIfThere } from '#scripts/local/private-file.ts';
import { ensureToken } from '#scripts/local/token.ts';
import { until } from '#scripts/local/until.ts';
import { type Acknowledged, nothingYet } from './acknowledged.ts';
import { type AppProcess, type IsReady, startAppProcess } from './app-process.ts';
import { type Client, connect } from './client.ts';
import { removeNamespacesOf } from './cluster.ts';
import { createDatabases, type Databases } from './database.ts';
import { type HelmShim, installHelmShim } from './helm-shim.ts';

/**
 * The bounds of production at about a tenth. Helm itself does not get faster, nor does a crowded machine: its bound stays near
 * the real one, and a lease outlives a second in which nothing of ours ran.
 */
const TIMINGS = {
  LEASE_SECONDS: '2',
  LEASE_RENEW_SECONDS: '0.4',
  HELM_TIMEOUT_SECONDS: '15',
  HELM_GRACE_SECONDS: '3',
  SLICE_SECONDS: '3',
  DISPATCH_INTERVAL_SECONDS: '0.5',
  STALE_DISPATCH_SECONDS: '4.5',
};
/** One of the official server's table, at a tenth. */
const ENGINE_TIMES = { retryMs: 3_000, orphanMs: 1_000, syncMs: 500, drainMs: 2_000 };
const ROOMY = { MAX_STORES_PER_USER: '1000', MAX_STORES: '10000', RATE_LIMIT_PER_MINUTE: '10000' };

/** How long anything that must happen may take here before a test gives up on it: the bounds are for an idle machine. */
const PATIENCE_SECONDS = 120;

/** A platform whose processes may die: its own databases, Inngest engine, helm and person, on the cluster of all tests. */
export type World = {
  /** Where the words of the apps and helm's journal lie, until the world's end. */
  folder: string;
  port: number;
  env: Record<string, string>;
  database: Databases;
  helm: HelmShim;
  /** The person's program, which calls `port`. */
  client: Client;
  /** What that program was promised. */
  told: Acknowledged;
  token: string;
  /** The file that takes every word of its apps. */
  log: string;
  /** Starts an app and waits until it says that it is ready, or `isReady` does; `changes` are laid over its environment. */
  start: (changes?: Record<string, string>, isReady?: IsReady) => Promise<AppProcess>;
  /** Ends every app of the world that still runs, with SIGKILL. */
  killApps: () => Promise<void>;
  /** Nothing happens when it runs. */
  startInngest: () => Promise<void>;
  stopInngest: () => Promise<void>;
  /** Waits until the row says so; `gone` is no row. */
  untilStore: (id: string, status: string) => Promise<void>;
  /** Waits until no operation is under way: of that store, or of any. */
  untilIdle: (id?: string) => Promise<void>;
  close: () => Promise<void>;
};

export async function createWorld(changes: Record<string, string> = {}): Promise<World> {
  const { env: given, tools } = inject('instance');
  const [folder, build, database] = await Promise.all([makeFolder(), ensureAppBuild(), createDatabases()]);
  const [port, inngestPort] = [await freePort(), await freePort()];
  const helm = installHelmShim(join(folder, 'helm'), tools.helm);
  await ensureToken(folder, database.ownerUrl);
  const token = readIfThere(join(folder, 'token'))?.trim() ?? '';
  const url = `http://localhost:${port}`;
  const env: Record<string, string> = {
    ...given,
    ...TIMINGS,
    ...ROOMY,
    PORT: String(port),
    PUBLIC_URL: url,
    NEXTAUTH_URL: url,
    DATABASE_URL: database.appUrl,
    HELM_BIN: helm.path,
    INNGEST_BASE_URL: `http://127.0.0.1:${inngestPort}`,
    INNGEST_SERVE_ORIGIN: `http://127.0.0.1:${port}`,
    ...changes,
  };
  const log = join(folder, 'app.log');
  const apps: AppProcess[] = [];
  const killApps = async () => void (await Promise.all(apps.splice(0).map((app) => app.kill())));
  const told = nothingYet();
  let engine: Engine | null = null;

  return {
    folder,
    port,
    env,
    database,
    helm,
    client: connect(`http://127.0.0.1:${port}`, token, told),
    told,
    token,
    log,
    start: async (own = {}, isReady) => {
      const app = await startAppProcess(build, { ...env, ...own }, log, isReady);
      apps.push(app);
      return app;
    },
    killApps,
    startInngest: async () => {
      if (engine) return;
      const settings = {
        ...ENGINE_TIMES,
        port: inngestPort,
        databaseUrl: database.inngestUrl,
        appUrl: `http://127.0.0.1:${port}/api/inngest`,
        signingKey: env.INNGEST_SIGNING_KEY ?? '',
        eventKey: env.INNGEST_EVENT_KEY ?? '',
      };
      engine = await startEngine(
        settings,
        () => {},
        () => {},
      );
    },
    stopInngest: async () => {
      await engine?.stop();
      engine = null;
    },
    untilStore: async (id, status) => {
      const seen: string[] = [];
      const look = async () => {
        seen[0] = await describeStore(database, id);
        return seen[0].split(' ')[0] === status;
      };
      await until(`store ${id} to be ${status}`, PATIENCE_SECONDS, look).catch((cause: unknown) => {
        throw new Error(`Store ${id} did not become ${status} but is ${seen[0]} (see ${log}).`, { cause });
      });
    },
    untilIdle: async (id) => {
      let live: string[] = [];
      const isIdle = async () => {
        live = await describeLive(database, id);
        return live.length === 0;
      };
      await until('the end of all work', PATIENCE_SECONDS, isIdle).catch((cause: unknown) => {
        throw new Error(`The work did not end: ${live.join('; ')} (see ${log}).`, { cause });
      });
    },
    close: async () => {
      await killApps();
      await engine?.stop();
      const { rows } = await database.pool.query<{ store_id: string }>('select distinct store_id from operations');
      await removeNamespacesOf(rows.map((row) => row.store_id));
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const makeFolder = () => mkdtemp(join(tmpdir(), 'storewright-world-'));

const WORK = `concat_ws(' ', o.kind, o.status, 'attempt', o.attempt, 'dispatch', o.dispatch, o.failure, s.name, s.status, s.detail)`;
const STEP_OF_OPERATION = `left join lateral (
  select * from steps where operation_id = o.id and status <> 'succeeded' order by position limit 1
) s on true`;

/** The status, then where its work stands, for the words of a wait that was in vain. */
async function describeStore({ pool }: Databases, id: string): Promise<string> {
  const { rows } = await pool.query<{ text: string }>(
    `select concat_ws(' ', t.status, ${WORK}) as text
     from stores t join operations o on o.id = t.operation_id ${STEP_OF_OPERATION} where t.id = $1`,
    [id],
  );
  return rows[0]?.text ?? 'gone';
}

/** Where the work stands that is under way: for that store, or for all. */
async function describeLive({ pool }: Databases, id?: string): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `select ${WORK} as text from operations o ${STEP_OF_OPERATION}
     where o.status in ('queued', 'running') and o.store_id = coalesce($1, o.store_id)`,
    [id],
  );
  return rows.map(({ text }) => text);
}
