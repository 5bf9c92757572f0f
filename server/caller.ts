import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { env } from './env.ts';

const HEADER = 'x-forwarded-for';

/**
 * From now on `X-Forwarded-For` of each request that this process gets ends with the address of its connection, as if the
 * process were one more proxy. Next adds it only where there is none, so that whoever sends the header would be believed.
 */
export function recordPeers(): void {
  subscribe('http.server.request.start', (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request;
    headers[HEADER] = [headers[HEADER] ?? [], socket.remoteAddress ?? 'unknown'].flat().join(', ');
  });
}

/**
 * The IP address that a request comes from, as the outermost of our TRUSTED_PROXIES saw it: what stands left of that in
 * `X-Forwarded-For` anybody can write. A request that came past the proxies has the address of its connection; null when
 * there is none, as in a call within the process.
 */
export function callerAddress(request: { headers: Pick<Headers, 'get'> }): string | null {
  const chain = request.headers.get(HEADER)?.split(',') ?? [];
  const seen = chain.at(-1 - env().TRUSTED_PROXIES) ?? chain.at(-1) ?? '';
  // A socket that serves both families names an IPv4 address this way.
  const address = seen.trim().replace(/^::ffff:(?=[\d.]+$)/i, '');
  return isIP(address) > 0 ? address : null;
}
