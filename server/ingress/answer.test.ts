import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { askShop } from './answer.ts';

const SHOP = new URL('http://shop.example.test:8080/');
const never = new AbortController().signal;

let close = () => {};
afterEach(() => close());

/** An ingress controller that answers like this. */
async function ingress(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<URL> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  close = () => {
    server.close();
    server.closeAllConnections();
  };
  await once(server, 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const answering = (status: number, headers: Record<string, string> = {}) =>
  ingress((_, response) => response.writeHead(status, headers).end('…'));

it('asks for the front page under the host of the shop, wherever the ingress controller is', async () => {
  const seen: unknown[] = [];
  const via = await ingress(({ method, url, headers }, response) => {
    seen.push([method, url, headers.host]);
    response.end();
  });
  expect(await askShop(SHOP, via, never)).toEqual({ answers: true, status: 200 });
  expect(seen).toEqual([['GET', '/', 'shop.example.test:8080']]);
});

it.each([
  [301, 'https://shop.example.test/'],
  [302, '/shop/'],
])('a %i to %s is an answer of the shop', async (status, location) => {
  expect(await askShop(SHOP, await answering(status, { location }), never)).toEqual({ answers: true, status });
});

it.each([
  [302, { location: 'https://elsewhere.test/' }, 'leads to https://elsewhere.test/'],
  [304, {}, '304'],
  [404, {}, '404'],
  [503, {}, '503'],
])('a %i %o is none, and its reason says so', async (status, headers, words) => {
  const answer = await askShop(SHOP, await answering(status, headers), never);
  expect(answer).toEqual({ answers: false, reason: expect.stringContaining(words) });
});

it('says why when nobody listens', async () => {
  const via = await answering(200);
  close();
  expect(await askShop(SHOP, via, never)).toEqual({
    answers: false,
    reason: expect.stringMatching(/shop\.example\.test:8080\/ does not answer: .*ECONNREFUSED/),
  });
});

it('does not wait for a body that never ends', async () => {
  const via = await ingress((_, response) => response.writeHead(200).write('the beginning'));
  expect(await askShop(SHOP, via, never)).toEqual({ answers: true, status: 200 });
});

it('ends with the slice of work that it belongs to', async () => {
  const slice = new AbortController();
  const via = await ingress(() => slice.abort(new Error('the slice is over')));
  await expect(askShop(SHOP, via, slice.signal)).rejects.toThrow('the slice is over');
});
