import { createToken } from '#server/auth/token.ts';
import { db } from '#server/db.ts';
import { AppError } from '#server/errors.ts';
import type { Actor, Scope } from '#server/stores/actor.ts';
import { lockPerson } from '#server/stores/admission.ts';
import { auditEntry } from '#server/stores/audit.ts';
import { inTransaction } from '#server/stores/transaction.ts';
import { writeAudit } from '#server/stores/write-audit.ts';

/** More live tokens than a person can keep apart; beyond it the list is a leak, not a tool box. */
const TOKENS_MAX = 50;
const DAY_MS = 86_400_000;

/** What a person sees of a token; the token itself is shown once, when it is made. */
const VIEW = { id: true, name: true, scopes: true, createdAt: true, expiresAt: true, lastUsedAt: true } as const;

/** The person's tokens that are not revoked, newest first; expired ones are among them, so that their end is seen. */
export function listTokens(userId: string) {
  return db().apiToken.findMany({ where: { userId, revokedAt: null }, select: VIEW, orderBy: { createdAt: 'desc' } });
}

/** Makes a token, valid for `days`. NOT_ALLOWED_NOW at 50 tokens. Its text is given here and kept nowhere. */
export async function issueToken(
  actor: Actor,
  { name, scopes, days }: { name: string; scopes: Scope[]; days: number },
): Promise<{ token: string; id: string; expiresAt: Date }> {
  const userId = actor.user.id;
  const expiresAt = new Date(Date.now() + days * DAY_MS);
  return inTransaction(userId, async (tx) => {
    await lockPerson(tx, userId);
    if ((await tx.apiToken.count({ where: { userId, revokedAt: null } })) >= TOKENS_MAX) {
      throw new AppError(
        'NOT_ALLOWED_NOW',
        `You have ${TOKENS_MAX} tokens, which is the limit. Revoke one that nobody uses.`,
      );
    }
    const { token, row } = await createToken(userId, { name, scopes, expiresAt }, tx);
    await writeAudit(tx, auditEntry(actor, 'token.create', null, { detail: { tokenId: row.id, name, scopes } }));
    return { token, id: row.id, expiresAt };
  });
}

/** Ends a token at once, with every stream that it opened. NOT_FOUND for another's, an unknown and a revoked one alike. */
export async function revokeToken(actor: Actor, id: string): Promise<void> {
  // Not in the line of the person's commands, which a stolen token could fill.
  await db().$transaction(async (tx) => {
    const [row] = await tx.apiToken.updateManyAndReturn({
      where: { id, userId: actor.user.id, revokedAt: null },
      data: { revokedAt: new Date() },
      select: { name: true },
    });
    if (!row)
      throw new AppError('NOT_FOUND', 'There is no such token. It may have been revoked; look at the list again.');
    await writeAudit(tx, auditEntry(actor, 'token.revoke', null, { detail: { tokenId: id, name: row.name } }));
  });
}
