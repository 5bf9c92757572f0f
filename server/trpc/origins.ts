import { env } from '#server/env.ts';
import { isExposed } from '#server/environment/guards.ts';

/** The platform's own origin and those that its operator named: their pages may act with a person's cookie. */
export function isTrustedOrigin(origin: string | null): boolean {
  const { PUBLIC_URL, CORS_ORIGINS } = env();
  return origin !== null && [PUBLIC_URL, ...CORS_ORIGINS].includes(origin);
}

const ALLOWED = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, last-event-id, trpc-accept',
  'access-control-expose-headers': 'retry-after',
  'access-control-max-age': '600',
};

/**
 * What a browser is told about calls from other origins: the trusted ones may send cookies. On a machine that nobody else
 * can reach any page may call, with a token but without cookies (seed, CORS policy): `*` never comes with credentials.
 */
export function corsHeaders(origin: string | null): Record<string, string> {
  if (origin !== null && isTrustedOrigin(origin)) {
    return {
      ...ALLOWED,
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      vary: 'origin',
    };
  }
  return isExposed(env()) ? { vary: 'origin' } : { ...ALLOWED, 'access-control-allow-origin': '*', vary: 'origin' };
}
