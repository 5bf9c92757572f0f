import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';

/** Whether a shop answered at its address, and if not, why: one sentence for a person. */
export type ShopAnswer = { answers: true; status: number } | { answers: false; reason: string };

/** A shop that takes longer for its front page does not serve a customer either; it is asked again. */
const PATIENCE_MS = 5_000;

/**
 * Asks for a shop's front page as a customer's browser would: one GET through the ingress controller, nothing followed, the
 * body not read. It answers when the page is there (2xx), or leads on to another page of the same host (3xx).
 * `via` is the origin at which the ingress controller is reached; without it the shop's own address is looked up. Never throws
 * but for `signal`.
 */
export async function askShop(shop: URL, via: URL | undefined, signal: AbortSignal): Promise<ShopAnswer> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const answer = await get(via ?? shop, shop, bounded);
    answer.destroy();
    return verdictOn(shop, answer);
  } catch (error) {
    signal.throwIfAborted();
    return { answers: false, reason: `${shop.href} does not answer: ${wordsOf(error)}.` };
  }
}

function get(door: URL, shop: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options: RequestOptions & { servername?: string } = {
    headers: { host: shop.host, accept: 'text/html', 'user-agent': 'Storewright' },
    // A connection of its own: one that was kept could hide that nobody can connect any more.
    agent: false,
    signal,
  };
  const outgoing =
    door.protocol === 'https:'
      ? requestHttps(door, { ...options, servername: shop.hostname }, resolve)
      : requestHttp(door, options, resolve);
  outgoing.on('error', reject).end();
  return promise;
}

function verdictOn(shop: URL, { statusCode: status = 0, headers: { location } }: IncomingMessage): ShopAnswer {
  const leadsOn = status >= 300 && status < 400 && location !== undefined && isSameHost(shop, location);
  if ((status >= 200 && status < 300) || leadsOn) return { answers: true, status };
  const target = location === undefined ? '' : ` and leads to ${location}`;
  return { answers: false, reason: `${shop.href} answers with ${status}${target}.` };
}

function isSameHost(shop: URL, location: string): boolean {
  return URL.canParse(location, shop) && new URL(location, shop).hostname === shop.hostname;
}

function wordsOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `nothing came within ${PATIENCE_MS / 1000} s`;
  return error instanceof Error
    ? error.message || ((error as NodeJS.ErrnoException).code ?? error.name)
    : String(error);
}
