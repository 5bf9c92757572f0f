import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { unexpected, Visitor } from '../../../images/medusa/program/order-check/visitor.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** A shop that is asked under its public address and answers as it is told. */
async function visitorOf(answer: RequestListener, storeUrl = 'https://shop.example.test'): Promise<Visitor> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return new Visitor(`http://127.0.0.1:${(listening.address() as AddressInfo).port}`, storeUrl);
}

test("a post looks like a browser's on the shop's own page", async () => {
  let seen: IncomingMessage | undefined;
  let form = '';
  const visitor = await visitorOf(async (request, response) => {
    seen = request;
    for await (const part of request) form += String(part);
    response.writeHead(303, { location: '/cart' }).end();
  });

  const answer = await visitor.post('/cart/items', { variant_id: 'variant & more', quantity: '1' });

  expect(answer).toMatchObject({ status: 303, location: '/cart' });
  expect(form).toBe('variant_id=variant+%26+more&quantity=1');
  expect(seen?.headers).toMatchObject({
    host: 'shop.example.test',
    origin: 'https://shop.example.test',
    'x-forwarded-proto': 'https',
    'content-type': 'application/x-www-form-urlencoded',
  });
});

test('cookies come back with the next request, the newest value of each', async () => {
  const sent: (string | undefined)[] = [];
  const visitor = await visitorOf((request, response) => {
    sent.push(request.headers.cookie);
    response.setHeader('set-cookie', [`cart=${sent.length}; Path=/; HttpOnly; Secure`, 'seen=yes']).end();
  });

  await visitor.get('/');
  await visitor.get('/');
  await visitor.get('/');

  expect(sent).toEqual([undefined, 'cart=1; seen=yes', 'cart=2; seen=yes']);
});

test('a shop that does not answer is named by what it was asked', async () => {
  const visitor = new Visitor('http://127.0.0.1:9', 'http://shop.localhost');

  await expect(visitor.get('/readyz')).rejects.toThrow('GET /readyz got no answer');
});

test('a failure quotes the words of the page, without its frame and markup, and no more than the beginning', () => {
  const page = `<html><style>a{}</style><nav>All products</nav><main><h1>Out of stock</h1><script>x</script>${'word '.repeat(200)}</main>`;

  const { message } = unexpected({ asked: 'POST /checkout', status: 409, location: undefined, body: page });

  expect(message).toMatch(/^POST \/checkout answered 409: Out of stock word word/);
  expect(message.length).toBeLessThan(400);
});
