import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { createToken, findToken } from '#server/auth/token.ts';
import { closeDatabase, db } from '#server/db.ts';
import { createTestDatabase, withClient, type TestDatabase } from '#tests/integration/database/test-database.ts';

const MINUTE_MS = 60_000;
let database: TestDatabase;
let userId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await deploy(database);
  vi.stubEnv('DATABASE_URL', database.appUrl);
  vi.stubEnv('NEXTAUTH_SECRET', 'only for these tests');
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

beforeEach(async () => {
  userId = (await db().user.create({ data: { email: 'tools@example.org' } })).id;
});

const issue = (change: Partial<Parameters<typeof createToken>[1]> = {}) =>
  createToken(userId, { name: 'ci', scopes: ['stores:read'], expiresAt: null, ...change });

describe('a token', () => {
  it('stands for its person and its scopes alone', async () => {
    const { token, row } = await issue({ scopes: ['stores:read', 'credentials:read'] });
    expect(token).toMatch(/^sw_[0-9A-Za-z]{40}$/);
    expect(await findToken(token)).toEqual({
      kind: 'token',
      tokenId: row.id,
      tokenName: 'ci',
      scopes: ['stores:read', 'credentials:read'],
      user: { id: userId, email: 'tools@example.org', name: null, role: 'member' },
    });
  });

  it('is nowhere in the database in clear', async () => {
    const { token } = await issue();
    const dump = await withClient(
      database.ownerUrl,
      async (client) => (await client.query('SELECT t::text FROM api_tokens t')).rows,
    );
    expect(JSON.stringify(dump)).toContain(userId);
    expect(JSON.stringify(dump)).not.toContain(token.slice(3));
  });

  it('grants no scope that the platform does not know', async () => {
    const { token, row } = await issue();
    await db().apiToken.update({ where: { id: row.id }, data: { scopes: ['stores:read', 'everything'] } });
    expect((await findToken(token))?.scopes).toEqual(['stores:read']);
  });

  it.each([
    ['it is revoked', () => db().apiToken.updateMany({ data: { revokedAt: new Date() } })],
    ['it is over', () => db().apiToken.updateMany({ data: { expiresAt: new Date() } })],
    ['its person is disabled', () => db().user.updateMany({ data: { disabledAt: new Date() } })],
    ['its person is gone', () => db().user.deleteMany()],
  ])('is refused with the next request when %s', async (_, happen) => {
    const { token } = await issue({ expiresAt: new Date(Date.now() + MINUTE_MS) });
    expect(await findToken(token)).not.toBeNull();
    await happen();
    expect(await findToken(token)).toBeNull();
  });

  it.each(['', 'sw_', 'sw_' + 'a'.repeat(40), "sw_' or 1=1--", 'sw_' + '\0'.repeat(40)])(
    'is not %j',
    async (bearer) => {
      expect(await findToken(bearer)).toBeNull();
    },
  );

  it('notes its last use at most once a minute', async () => {
    const { token, row } = await issue();
    const readLastUse = async () => (await db().apiToken.findUniqueOrThrow({ where: { id: row.id } })).lastUsedAt;
    const setLastUse = (lastUsedAt: Date) => db().apiToken.update({ where: { id: row.id }, data: { lastUsedAt } });
    await findToken(token);
    const first = await readLastUse();
    expect(first).not.toBeNull();

    const recent = new Date(Date.now() - MINUTE_MS / 2);
    await setLastUse(recent);
    await findToken(token);
    expect(await readLastUse()).toEqual(recent);

    await setLastUse(new Date(Date.now() - MINUTE_MS - 1));
    await Promise.all([findToken(token), findToken(token)]);
    expect((await readLastUse())?.getTime()).toBeGreaterThan(recent.getTime());
  });
});
