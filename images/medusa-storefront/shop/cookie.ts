/** Long enough to come back to a cart, and to look at an order until it has arrived. */
const DAYS = 30;

/** A `Set-Cookie` that no script can read and no other site's form can use. */
export const formatCookie = (name: string, value: string, isHttps: boolean): string =>
  [
    `${name}=${encodeURIComponent(value)}`,
    'Path=/',
    `Max-Age=${value === '' ? 0 : DAYS * 24 * 60 * 60}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isHttps ? ['Secure'] : []),
  ].join('; ');
