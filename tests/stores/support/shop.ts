import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { environment } from './environment.ts';

/**
 * What a shop answers at an address, through the ingress controller and without following: the names of shops need not be known
 * to this machine, as they are to its browser.
 */
export function answerAt(url: URL): Promise<{ status: number; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  const via = new URL(url.pathname + url.search, environment('STORES_INGRESS'));
  request(via, { headers: { host: url.host } }, (response) => {
    text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
  })
    .on('error', reject)
    .end();
  return promise;
}

export const textAt = async (url: URL): Promise<string> => (await answerAt(url)).body;
