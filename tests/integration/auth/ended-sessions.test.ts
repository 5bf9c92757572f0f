import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { removeEndedSessions } from '#server/auth/ended-sessions.ts';
import { db } from '#server/db.ts';
import { type Platform, preparePlatform } from '#tests/integration/stores/platform.ts';

const DAY_MS = 86_400_000;
let platform: Platform;
let userId: string;

beforeAll(async () => {
  platform = await preparePlatform();
});

afterAll(() => platform.close());

beforeEach(async () => {
  userId = (await db().user.create({ data: { email: `${randomUUID()}@example.test` } })).id;
});

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

async function open(expiresInDays: number, revokedInDays?: number): Promise<string> {
  const revokedAt = revokedInDays === undefined ? null : inDays(revokedInDays);
  return (await db().session.create({ data: { userId, expiresAt: inDays(expiresInDays), revokedAt } })).id;
}

it('removes what ended more than thirty days ago, by itself or by sign-out, and nothing else', async () => {
  const kept = [await open(7), await open(-29), await open(7, -29), await open(-29, -29.5)];
  const ended = [await open(-31), await open(7, -31), await open(-29, -31)];
  expect(await removeEndedSessions()).toEqual({ removed: ended.length });
  const left = await db().session.findMany({ where: { userId }, select: { id: true } });
  expect(left.map(({ id }) => id).toSorted()).toEqual(kept.toSorted());
});

it('removes many, also when several processes do it at once', async () => {
  const data = Array.from({ length: 2_500 }, () => ({ userId, expiresAt: inDays(-31) }));
  await db().session.createMany({ data });
  await Promise.all([removeEndedSessions(), removeEndedSessions(), removeEndedSessions()]);
  expect(await db().session.count({ where: { userId } })).toBe(0);
});
