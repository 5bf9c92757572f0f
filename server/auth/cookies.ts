import type { CookiesOptions } from 'next-auth';
import { env } from '#server/env.ts';

/** What NextAuth keeps in the browser, by its own names. */
const PURPOSES = ['sessionToken', 'callbackUrl', 'csrfToken', 'pkceCodeVerifier', 'state', 'nonce'] as const;
type Purpose = (typeof PURPOSES)[number];

/** Long enough to choose an account at the provider; then the sign-in has to be started again. */
const SIGN_IN_MAX_AGE_SECONDS = 900;
const SHORT_LIVED: ReadonlySet<Purpose> = new Set(['pkceCodeVerifier', 'state', 'nonce']);

export function isSecure(): boolean {
  return env().PUBLIC_URL.startsWith('https:');
}

/** Over https browsers take a `__Host-` cookie from this very host alone, so no shop can plant one (DESIGN §9). */
export function cookieName(purpose: Purpose): string {
  return `${isSecure() ? '__Host-' : ''}storewright.${purpose}`;
}

export function cookies(): Partial<CookiesOptions> {
  const options = { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isSecure() };
  return Object.fromEntries(
    PURPOSES.map((purpose) => {
      const maxAge = SHORT_LIVED.has(purpose) ? { maxAge: SIGN_IN_MAX_AGE_SECONDS } : {};
      return [purpose, { name: cookieName(purpose), options: { ...options, ...maxAge } }];
    }),
  );
}

/** The value of one cookie of a `Cookie` header; null when it is not there. */
export function readCookie(header: string | null, name: string): string | null {
  const pair = header?.split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1) ?? null;
}
