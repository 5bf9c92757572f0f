import { connectPatiently } from './connect.ts';
import { ensureGrants } from './grants.ts';
import { applyMigration, listPending } from './history.ts';
import { migrationsDirectory, readMigrations } from './migrations.ts';

/** The lock of Prisma's own tools, so that theirs and ours never migrate at the same time. */
const MIGRATION_LOCK = 72707369;

/** Longer than any migration should hold a lock; when it is reached, the deploy fails instead of holding up the app. */
const LOCK_TIMEOUT_MS = 60_000;

interface DeployOptions {
  /** Connection string of the role that owns the tables; a direct connection, no pooler. */
  ownerUrl: string;
  /** Role of the running app; the owner's own name means that there is only one role, and no grant is made. */
  appRole: string;
  directory?: string;
}

/**
 * Brings the database to the newest migration and the app's role to its rights. Safe to repeat and to run at once from
 * several places: one applies, the others wait and find nothing to do. A database that is still starting is waited for.
 * @returns the names of the migrations that this call applied
 */
export async function deploy({
  ownerUrl,
  appRole,
  directory = migrationsDirectory,
}: DeployOptions): Promise<{ applied: string[] }> {
  const migrations = readMigrations(directory);
  if (migrations.length === 0) throw new Error(`No migrations in ${directory}.`);
  const client = await connectPatiently({
    connectionString: ownerUrl,
    lock_timeout: LOCK_TIMEOUT_MS,
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const pending = await listPending(client, migrations);
    for (const migration of pending) await applyMigration(client, migration);
    if (appRole !== client.user) await ensureGrants(client, appRole);
    return { applied: pending.map(({ name }) => name) };
  } finally {
    await client.end();
  }
}

function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

async function run(): Promise<void> {
  const appUrl = process.env.DATABASE_URL;
  const ownerUrl = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_DIRECT_URL ?? appUrl;
  if (!appUrl || !ownerUrl) throw new Error('DATABASE_URL is not set: give the connection string of the app.');
  const { applied } = await deploy({ ownerUrl, appRole: userOf(appUrl) });
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
  if (userOf(appUrl) === userOf(ownerUrl)) {
    console.log(
      'The app runs as the owner of the tables, so nothing keeps it from changing audit entries: set DATABASE_OWNER_URL.',
    );
  }
}

/** Deploys as the environment says, and prints what came of it; of a failure one sentence, and the exit code becomes 1. */
export async function deployAsConfigured(): Promise<void> {
  await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}

if (import.meta.main) await deployAsConfigured();
