import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { inject } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { closeDatabase, db } from '#server/db.ts';
import { log } from '#server/log.ts';
import type { Actor } from '#server/stores/actor.ts';
import { createTestDatabase } from '#tests/integration/database/test-database.ts';

/** The core in this process, with a database of its own and without cluster, helm or Inngest. */
export type Platform = {
  /** The owner's look at the rows, and hand in them. */
  pool: Pool;
  close: () => Promise<void>;
};

const ROOMY = { MAX_STORES_PER_USER: '1000', MAX_STORES: '10000', RATE_LIMIT_PER_MINUTE: '10000' };

/** Must be called before anything reads the environment. `changes` are laid over it. */
export async function preparePlatform(changes: Record<string, string> = {}): Promise<Platform> {
  const database = await createTestDatabase();
  await deploy(database);
  Object.assign(process.env, inject('instance').env, ROOMY, { DATABASE_URL: database.appUrl }, changes);
  log.level = 'silent';
  const pool = new Pool({ connectionString: database.ownerUrl, max: 4 });
  const close = async () => {
    await closeDatabase();
    await pool.end();
    await database.drop();
  };
  // The first query of a process loads Prisma's query compiler.
  await db().store.count();
  return { pool, close };
}

/** A new person, signed in. */
export async function newPerson(): Promise<Actor> {
  const user = await db().user.create({ data: { email: `${randomUUID()}@example.test`, name: 'Test' } });
  return { user, kind: 'session', sessionId: randomUUID(), from: { address: null, userAgent: null } };
}

/** How many calls were accepted, and the codes of the refusals of the others. */
export async function settle<T>(calls: readonly Promise<T>[]): Promise<{ accepted: T[]; codes: string[] }> {
  const results = await Promise.allSettled(calls);
  return {
    accepted: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    codes: results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as { code?: string }).code ?? String(result.reason)] : [],
    ),
  };
}
