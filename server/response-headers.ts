import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { isSecure } from './auth/cookies.ts';

/**
 * On every answer. `same-origin` tells no shop where its visitor came from, and yet leaves a form its Origin, by which a
 * mutation is known. The policy is for what is no page; proxy.ts gives a page its own.
 */
const ALWAYS = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
};

/** A year, for this host alone: what else lives under its name may not speak https. */
const OVER_HTTPS = { 'strict-transport-security': 'max-age=31536000' };

/**
 * Sends the security headers with every answer of this process from now on: pages, API, files, and what Next answers by
 * itself. Next's own list of headers is written when the app is built and left out of some redirects; whether people come
 * over https is known at the start.
 */
export function sendSecurityHeaders(): void {
  const headers = new Headers({ ...ALWAYS, ...(isSecure() && OVER_HTTPS) });
  subscribe('http.server.request.start', (message) => {
    (message as { response: ServerResponse }).response.setHeaders(headers);
  });
}
