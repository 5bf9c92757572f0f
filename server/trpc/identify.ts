import { findSession } from '#server/auth/session.ts';
import { sourceOf } from '#server/auth/source.ts';
import { findToken } from '#server/auth/token.ts';
import { AppError } from '#server/errors.ts';
import type { Actor, TokenActor } from '#server/stores/actor.ts';

/**
 * Who sends this request. An `Authorization` header decides alone: one that does not match is refused and never falls back
 * to the cookie (DESIGN §9), so that a tool with a stale token can't act as the person whose browser it runs in.
 * @throws UNAUTHENTICATED for a header that holds no valid token
 */
export async function identify(request: Request): Promise<Actor | null> {
  const authorization = request.headers.get('authorization');
  return authorization === null ? findSession(request) : { ...(await byToken(authorization)), from: sourceOf(request) };
}

async function byToken(authorization: string): Promise<Omit<TokenActor, 'from'>> {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  const actor = bearer === undefined ? null : await findToken(bearer);
  if (!actor) {
    throw new AppError(
      'UNAUTHENTICATED',
      'This token is not valid. Create another one under Settings and send it as "Bearer …".',
    );
  }
  return actor;
}
