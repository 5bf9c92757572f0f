import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { db } from '#server/db.ts';
import { env } from '#server/env.ts';
import type { SessionActor } from '#server/stores/actor.ts';
import { cookieName, readCookie } from './cookies.ts';
import { sourceOf } from './source.ts';

/** A signed-in person lives in the cookie, and in the row that decides, for so long. */
export const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** All that the session cookie says. It is encrypted and signed, and yet only names rows. */
export const sessionClaims = z.object({ userId: z.uuid(), sessionId: z.uuid() });
export type SessionClaims = z.infer<typeof sessionClaims>;

type PersonRow = SessionActor['user'];

/**
 * Who the request's session cookie stands for, by the rows as they are now: signing out, revoking and disabling act on the
 * next request. Null for no cookie, a tampered, expired or foreign one, an ended session and a disabled person.
 */
export async function findSession(request: { headers: Pick<Headers, 'get'> }): Promise<SessionActor | null> {
  const token = readCookie(request.headers.get('cookie'), cookieName('sessionToken'));
  const claims = token === null ? null : await readClaims(token);
  const user = claims && (await findSignedIn(claims));
  return user && { kind: 'session', sessionId: claims.sessionId, user, from: sourceOf(request) };
}

/** The person of a session that is neither revoked nor expired and whose person is not disabled; else null. */
export async function findSignedIn({ userId, sessionId }: SessionClaims): Promise<PersonRow | null> {
  const [user] = await db().$queryRaw<PersonRow[]>`
    select u.id, u.email, u.name, u.role from sessions s join users u on u.id = s.user_id
    where s.id = ${sessionId}::uuid and u.id = ${userId}::uuid
      and s.revoked_at is null and s.expires_at > now() and u.disabled_at is null`;
  return user ?? null;
}

async function readClaims(token: string): Promise<SessionClaims | null> {
  try {
    return sessionClaims.parse(await decode({ token, secret: env().NEXTAUTH_SECRET }));
  } catch {
    // Whatever is wrong with a cookie, it comes from outside and means: not signed in.
    return null;
  }
}
