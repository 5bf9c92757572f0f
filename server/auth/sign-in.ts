import { db, isDatabaseUnavailable, isUniqueViolation } from '#server/db.ts';
import { env } from '#server/env.ts';
import { describeError } from '#server/errors.ts';
import type { User } from '#server/generated/prisma/client.ts';
import { log } from '#server/log.ts';
import type { Source } from '#server/stores/actor.ts';
import { auditEntry } from '#server/stores/audit.ts';
import { writeAudit } from '#server/stores/write-audit.ts';
import { SESSION_SECONDS, type SessionClaims } from './session.ts';
import type { SignInError } from './sign-in-errors.ts';

/** What a provider says about a person who just proved to be that person. */
export interface Identity {
  provider: string;
  /** The provider's own, lasting id of the person. */
  subject: string;
  email: string;
  emailVerified: boolean;
  name: string | null;
  image: string | null;
}

type Outcome = { claims: SessionClaims } | { error: SignInError };

/**
 * Signs a person in: finds or makes the account (by provider and subject, never by address), takes over name, address and
 * role, and opens a session. Never throws: what goes wrong is the error to show.
 */
export async function signIn(identity: Identity, from: Source): Promise<Outcome> {
  const email = identity.email.toLowerCase();
  if (!identity.emailVerified) return { error: 'UnverifiedEmail' };
  if (!isDomainAllowed(email)) return { error: 'EmailDomain' };
  try {
    const user = await ensureUser({ ...identity, email });
    if (user.disabledAt) return { error: 'Disabled' };
    const sessionId = await openSession(user, from);
    log.info({ userId: user.id, provider: identity.provider }, 'auth.signed_in');
    return { claims: { userId: user.id, sessionId } };
  } catch (error) {
    if (!isDatabaseUnavailable(error)) log.error({ reason: describeError(error) }, 'auth.sign_in_failed');
    return { error: 'Unavailable' };
  }
}

/** Ends a session at once, wherever its cookie was copied to. Safe to repeat. */
export async function signOut({ userId, sessionId }: SessionClaims, from: Source): Promise<void> {
  await db().$transaction(async (tx) => {
    const live = { id: sessionId, userId, revokedAt: null };
    const { count } = await tx.session.updateMany({ where: live, data: { revokedAt: new Date() } });
    if (count === 0) return;
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    await writeAudit(tx, auditEntry({ kind: 'session', sessionId, user, from }, 'session.end', null));
    log.info({ userId }, 'auth.signed_out');
  });
}

function isDomainAllowed(email: string): boolean {
  const { ALLOWED_EMAIL_DOMAINS: domains } = env();
  return domains.length === 0 || domains.includes(email.slice(email.lastIndexOf('@') + 1));
}

async function ensureUser(identity: Identity): Promise<User> {
  const { provider, subject, email, name, image } = identity;
  const role = env().ADMIN_EMAILS.includes(email) ? ('admin' as const) : ('member' as const);
  const profile = { email, name, image, role };
  const account = await db().account.findUnique({ where: { provider_subject: { provider, subject } } });
  if (account) return db().user.update({ where: { id: account.userId }, data: profile });
  try {
    return await db().user.create({ data: { ...profile, accounts: { create: { provider, subject } } } });
  } catch (error) {
    // Two first sign-ins of one person at once: the other one made the account.
    if (isUniqueViolation(error, ['accounts_pkey'])) return ensureUser(identity);
    throw error;
  }
}

async function openSession(user: User, from: Source): Promise<string> {
  return db().$transaction(async (tx) => {
    const expiresAt = new Date(Date.now() + SESSION_SECONDS * 1000);
    const session = await tx.session.create({ data: { userId: user.id, userAgent: from.userAgent, expiresAt } });
    const actor = { kind: 'session' as const, sessionId: session.id, user, from };
    await writeAudit(tx, auditEntry(actor, 'session.create', null));
    return session.id;
  });
}
