import { db } from '#server/db.ts';
import { AppError } from '#server/errors.ts';
import type { SessionActor } from '#server/stores/actor.ts';
import { type AuditAction, auditEntry } from '#server/stores/audit.ts';
import { writeAudit } from '#server/stores/write-audit.ts';

/** Where the person is signed in, newest first; `isCurrent` is the session that asks. */
export async function listSessions({ user, sessionId }: SessionActor) {
  const rows = await db().session.findMany({
    where: { userId: user.id, revokedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, userAgent: true, createdAt: true, expiresAt: true },
    orderBy: { createdAt: 'desc' },
  });
  return rows.map((row) => ({ ...row, isCurrent: row.id === sessionId }));
}

/** Signs one session out at once, its streams included. NOT_FOUND for another's, an unknown and an ended one alike. */
export async function revokeSession(actor: SessionActor, id: string): Promise<void> {
  const ended = await endSessions(actor, { id }, 'session.revoke');
  if (ended === 0)
    throw new AppError('NOT_FOUND', 'There is no such session. It may have ended; look at the list again.');
}

/** Signs the person out everywhere but here. */
export async function revokeOtherSessions(actor: SessionActor): Promise<{ ended: number }> {
  return { ended: await endSessions(actor, { id: { not: actor.sessionId } }, 'session.revoke-others') };
}

function endSessions(
  actor: SessionActor,
  which: { id: string | { not: string } },
  action: AuditAction,
): Promise<number> {
  return db().$transaction(async (tx) => {
    const where = { ...which, userId: actor.user.id, revokedAt: null };
    const { count } = await tx.session.updateMany({ where, data: { revokedAt: new Date() } });
    if (count > 0) await writeAudit(tx, auditEntry(actor, action, null, { detail: { ended: count } }));
    return count;
  });
}
