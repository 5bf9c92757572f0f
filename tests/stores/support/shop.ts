import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { environment } from './environment.ts';

/** Nobody waits longer for an answer. */
const LONGEST_MS = 60_000;

export type ShopAnswer = { status: number; body: string; cookies: string[] };

/**
 * What a shop answers at an address, through the ingress controller and without following: the names of shops need not be known
 * to this machine, as they are to its browser.
 */
export const answerAt = (url: URL, headers: Record<string, string> = {}): Promise<ShopAnswer> =>
  ask('GET', url, headers);

/** Sends a form as a page of the shop would. */
export function post(
  url: URL,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<ShopAnswer> {
  const type = { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin };
  return ask('POST', url, { ...type, ...headers }, new URLSearchParams(form).toString());
}

function ask(method: string, url: URL, headers: Record<string, string>, body?: string): Promise<ShopAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ShopAnswer>();
  const via = new URL(url.pathname + url.search, environment('STORES_INGRESS'));
  // A new connection each time: one that was kept could have been closed meanwhile.
  const signal = AbortSignal.timeout(LONGEST_MS);
  request(via, { method, agent: false, signal, headers: { host: url.host, ...headers } }, (response) => {
    const cookies = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '');
    text(response).then((read) => resolve({ status: response.statusCode ?? 0, body: read, cookies }), reject);
  })
    .on('error', reject)
    .end(body);
  return promise;
}
