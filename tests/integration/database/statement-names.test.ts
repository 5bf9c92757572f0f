import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await deploy(database);
  vi.stubEnv('DATABASE_URL', database.appUrl);
  vi.stubEnv('NEXTAUTH_SECRET', 'for tests');
});

afterAll(() => database.drop());

/** What PostgreSQL keeps on a connection on which stores were counted twice. */
async function keptAfterTwo(directUrl: string): Promise<string[]> {
  vi.stubEnv('DATABASE_DIRECT_URL', directUrl);
  vi.resetModules();
  const { closeDatabase, db } = await import('#server/db.ts');
  try {
    await db().store.count();
    await db().store.count();
    const kept = await db().$queryRaw<{ statement: string }[]>`select statement from pg_prepared_statements`;
    return kept.map(({ statement }) => statement).filter((statement) => !statement.includes('pg_prepared_statements'));
  } finally {
    await closeDatabase();
  }
}

describe('a statement that comes again', () => {
  it('is kept by the server, once, on a connection that is ours', async () => {
    expect(await keptAfterTwo(database.appUrl)).toEqual([expect.stringContaining('COUNT(*)')]);
  });

  it('is not kept where a pooler may give it to another connection', async () => {
    expect(await keptAfterTwo(`${database.appUrl}?application_name=direct`)).toEqual([]);
  });
});
