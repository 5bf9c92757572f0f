import { isLoopback, isLoopbackUrl } from './loopback.ts';
import { registrableDomain } from './registrable-domain.ts';
import type { Environment } from './schema.ts';

export const SECRET_MIN_LENGTH = 32;
/** A random secret of 32 characters has fewer distinct ones than this about never; `aaaa…` and `1234…1234` do. */
const SECRET_MIN_DISTINCT = 8;
const PLACEHOLDER = /change.?me|^(?:change|default|example|insecure|password|placeholder|secret)/i;

/** Reachable by others than the people at this machine: inside a cluster, or with a public address that isn't loopback. */
export function isExposed(env: Environment): boolean {
  return env.IN_CLUSTER || ![env.PUBLIC_URL, ...env.CORS_ORIGINS].every(isLoopbackUrl);
}

/** The sign-in without a provider exists while nobody but the people at this machine can reach it (DESIGN §9). */
export function isDevelopmentSignInAllowed(env: Environment): boolean {
  return !isExposed(env) && env.GOOGLE_CLIENT_ID === undefined;
}

type Guard = { variable: keyof Environment; refuses: (env: Environment) => boolean; reason: string };

const weakSecret = `is short, repetitive or a known default: set ${SECRET_MIN_LENGTH} or more random characters`;
const testsOnly = 'is for tests on this machine: remove it';

/** They look at the place, not at NODE_ENV: a forgotten variable must not open a platform that others can reach. */
const EXPOSED_GUARDS: readonly Guard[] = [
  { variable: 'NEXTAUTH_SECRET', refuses: (env) => isWeak(env.NEXTAUTH_SECRET), reason: weakSecret },
  {
    variable: 'GOOGLE_CLIENT_ID',
    refuses: (env) => env.GOOGLE_CLIENT_ID === undefined,
    reason: 'is missing: people sign in with Google here, since the development sign-in is for this machine only',
  },
  { variable: 'GOOGLE_ISSUER', refuses: (env) => env.GOOGLE_ISSUER !== undefined, reason: testsOnly },
  {
    variable: 'INNGEST_DEV',
    refuses: (env) => env.INNGEST_DEV !== undefined,
    reason: 'turns the signatures of Inngest calls off: remove it',
  },
  {
    variable: 'INNGEST_SIGNING_KEY',
    refuses: (env) => isWeak(env.INNGEST_SIGNING_KEY?.replace(/^signkey-\w+-/, '')),
    reason: weakSecret,
  },
  { variable: 'INNGEST_EVENT_KEY', refuses: (env) => isWeak(env.INNGEST_EVENT_KEY), reason: weakSecret },
  {
    variable: 'STORE_BASE_DOMAIN',
    refuses: sharesDomain,
    reason:
      'lies under the same registrable domain as PUBLIC_URL, so a shop could set cookies for the platform: ' +
      'use another domain, or set ALLOW_SHARED_DOMAIN=true',
  },
  { variable: 'CRASH_AT', refuses: (env) => env.CRASH_AT !== undefined, reason: testsOnly },
];

const EVERYWHERE_GUARDS: readonly Guard[] = [
  {
    variable: 'GOOGLE_ISSUER',
    refuses: (env) => env.GOOGLE_ISSUER !== undefined && !isLoopbackUrl(env.GOOGLE_ISSUER),
    reason: 'must be a loopback address: it stands in for Google in tests',
  },
  {
    variable: 'METRICS_PORT',
    refuses: (env) => env.METRICS_PORT === env.PORT,
    reason: 'is the port where people come in (PORT): use another',
  },
];

/**
 * Refuses what must not run where others can reach it (DESIGN §9).
 * @throws one error that names each offending variable and the reason, never a value
 */
export function assertSafe(env: Environment): void {
  const guards = isExposed(env) ? [...EVERYWHERE_GUARDS, ...EXPOSED_GUARDS] : EVERYWHERE_GUARDS;
  const offences = guards.filter((guard) => guard.refuses(env)).map(({ variable, reason }) => `${variable} ${reason}`);
  if (offences.length > 0) throw new Error(`The configuration is not safe here.\n  ${offences.join('\n  ')}`);
}

function isWeak(secret: string | undefined): boolean {
  if (secret === undefined || secret.length < SECRET_MIN_LENGTH) return true;
  return new Set(secret).size < SECRET_MIN_DISTINCT || PLACEHOLDER.test(secret);
}

function sharesDomain(env: Environment): boolean {
  const platform = new URL(env.PUBLIC_URL).hostname;
  if (env.ALLOW_SHARED_DOMAIN || isLoopback(platform)) return false;
  return registrableDomain(platform) === registrableDomain(env.STORE_BASE_DOMAIN);
}
