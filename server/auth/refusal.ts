import { env } from '#server/env.ts';
import { cookieName, isSecure, readCookie } from './cookies.ts';

/** Forms of a sign-in are a few hundred bytes. */
const BODY_MAX_BYTES = 64 * 1024;

/** The answer to a request that must not reach NextAuth; null for one that may. */
export function refuseAuthRequest(request: Request): Response | null {
  const url = new URL(request.url);
  // It would write into the log whatever anybody on the internet sends.
  if (url.pathname.endsWith('/_log')) return new Response(null, { status: 404 });
  // Beside NextAuth's own token, which lies in a cookie: a foreign page can't send our Origin, whatever it plants.
  if (request.method === 'POST' && request.headers.get('origin') !== env().PUBLIC_URL)
    return say(403, "This page may not sign anybody in or out. Open the dashboard at the platform's own address.");
  const size = Number.parseInt(request.headers.get('content-length') ?? '', 10);
  if (request.method === 'POST' && !(size <= BODY_MAX_BYTES))
    return say(413, 'The request is too large for a sign-in.');
  const wish = url.searchParams.get('callbackUrl');
  if (wish !== null && !isAddress(wish)) return say(400, 'The address to go to after sign-in is not one.');
  const planted = readCookie(request.headers.get('cookie'), cookieName('callbackUrl'));
  return planted === null || isAddress(decode(planted)) ? null : dropCookie();
}

/** NextAuth answers 500 to anything else. */
function isAddress(text: string): boolean {
  const url = text.startsWith('/') ? URL.parse(text, 'http://localhost') : URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol);
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function dropCookie(): Response {
  const response = say(400, 'A cookie of the sign-in was broken and has been removed. Try again.');
  const name = cookieName('callbackUrl');
  response.headers.append(
    'set-cookie',
    `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${isSecure() ? '; Secure' : ''}`,
  );
  return response;
}

function say(status: number, message: string): Response {
  return Response.json({ message }, { status, headers: { 'cache-control': 'no-store' } });
}
