import { createHash, randomInt } from 'node:crypto';
import { db } from '#server/db.ts';
import { describeError } from '#server/errors.ts';
import type { ApiToken, Prisma } from '#server/generated/prisma/client.ts';
import { log } from '#server/log.ts';
import { SCOPES, type Scope, type TokenActor } from '#server/stores/actor.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 62⁴⁰ ≈ 2²³⁸ tokens: nobody guesses one, so a plain hash protects it at rest. The prefix lets secret scanners find it. */
const LENGTH = 40;
const TOKEN = /^sw_[0-9A-Za-z]{40}$/;
/** The time of the last use is for people to find forgotten tokens; a write per request would be dear for that. */
const LAST_USE_GRAIN_MS = 60_000;

type NewToken = { name: string; scopes: readonly Scope[]; expiresAt: Date | null };

/**
 * Makes a token of a person. Its text is in this answer and nowhere else: only its SHA-256 is kept.
 * @param tx the transaction that it belongs to, if any
 */
export async function createToken(
  userId: string,
  { name, scopes, expiresAt }: NewToken,
  tx: Prisma.TransactionClient = db(),
): Promise<{ token: string; row: ApiToken }> {
  const token = `sw_${Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')}`;
  const data = { userId, name, hash: hashToken(token), scopes: [...scopes], expiresAt };
  return { token, row: await tx.apiToken.create({ data }) };
}

/**
 * The person and the scopes that a bearer token stands for; null for an unknown, expired or revoked one and for a disabled
 * person. It is looked up by its hash, so the time that takes tells nothing about its text.
 */
export async function findToken(bearer: string): Promise<Omit<TokenActor, 'from'> | null> {
  if (!TOKEN.test(bearer)) return null;
  const now = new Date();
  const row = await db().apiToken.findFirst({
    where: {
      hash: hashToken(bearer),
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
      user: { disabledAt: null },
    },
    include: { user: { select: { id: true, email: true, name: true, role: true } } },
  });
  if (!row) return null;
  await noteUse(row, now);
  const scopes = SCOPES.filter((scope) => row.scopes.includes(scope));
  return { kind: 'token', tokenId: row.id, tokenName: row.name, scopes, user: row.user };
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A failure here must not refuse a valid token. */
async function noteUse({ id, lastUsedAt }: ApiToken, now: Date): Promise<void> {
  const before = new Date(now.getTime() - LAST_USE_GRAIN_MS);
  if (lastUsedAt && lastUsedAt > before) return;
  const isStale = { OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }] };
  await db()
    .apiToken.updateMany({ where: { id, ...isStale }, data: { lastUsedAt: now } })
    .catch((error: unknown) => log.warn({ tokenId: id, reason: describeError(error) }, 'auth.last_use_not_noted'));
}
