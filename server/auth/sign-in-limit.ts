import { isIPv6 } from 'node:net';
import { callerAddress } from '#server/caller.ts';
import { db, isDatabaseUnavailable } from '#server/db.ts';
import { env } from '#server/env.ts';
import { log } from '#server/log.ts';
import { metrics } from '#server/metrics/metrics.ts';
import { takeTurn } from '#server/rate-limit.ts';
import { signInSentence, type SignInError } from './sign-in-errors.ts';

/** Nobody can sign in while the database is away, and it seldom is for longer. */
const UNAVAILABLE_RETRY_SECONDS = 5;

/**
 * Lets SIGN_IN_RATE_LIMIT_PER_MINUTE requests of sign-ins from one network address through: those that leave for the
 * provider, and those that come back with its answer.
 * @param action NextAuth's word for what the request asks
 * @returns the answer to a request that is not let through, else null
 */
export async function limitSignIn(request: Request, action: string | undefined): Promise<Response | null> {
  if (action !== 'callback' && !(action === 'signin' && request.method === 'POST')) return null;
  const bucket = `sign-in ${networkOf(callerAddress(request))}`;
  try {
    const seconds = await takeTurn(db(), bucket, env().SIGN_IN_RATE_LIMIT_PER_MINUTE);
    if (seconds === 0) return null;
    metrics().rateLimited.inc({ bucket: 'sign-in' });
    return leadBack(429, 'RateLimited', seconds);
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    return leadBack(503, 'Unavailable', UNAVAILABLE_RETRY_SECONDS);
  }
}

/** NextAuth's script goes to the `url` of an answer, and a browser that is on its way to where `refresh` says. */
function leadBack(status: number, error: SignInError, retryAfterSeconds: number): Response {
  metrics().authAttempts.inc({ outcome: error });
  log.info({ code: error }, 'auth.refused');
  const url = `${env().PUBLIC_URL}/sign-in?error=${error}`;
  const headers = { 'cache-control': 'no-store', 'retry-after': String(retryAfterSeconds), refresh: `0; url=${url}` };
  return Response.json({ message: signInSentence(error), url }, { status, headers });
}

/** Whoever has one IPv6 address has 2⁶⁴ of them, so their network stands for all of these. */
function networkOf(address: string | null): string {
  if (address === null || !isIPv6(address)) return address ?? 'unknown';
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}
