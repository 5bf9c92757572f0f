import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';

/** The module as it is in a process with so many proxies in front. */
async function withProxies(count: number) {
  vi.resetModules();
  vi.stubEnv('DATABASE_URL', 'postgresql://app@localhost/storewright');
  vi.stubEnv('NEXTAUTH_SECRET', 'only for these tests');
  vi.stubEnv('TRUSTED_PROXIES', String(count));
  return import('./caller.ts');
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the address of a caller', () => {
  it.each([
    ['is that of the connection when no proxy is trusted', 0, '1.1.1.1, 2.2.2.2, 3.3.3.3', '3.3.3.3'],
    ['is what the one proxy saw', 1, '1.1.1.1, 2.2.2.2, 3.3.3.3', '2.2.2.2'],
    ['is what the outer of two proxies saw', 2, '1.1.1.1, 2.2.2.2, 3.3.3.3', '1.1.1.1'],
    ['is that of the connection when the request came past the proxies', 2, '1.1.1.1, 3.3.3.3', '3.3.3.3'],
    ['is an IPv4 address also on a socket that serves both families', 0, '::ffff:10.0.0.7', '10.0.0.7'],
    ['may be an IPv6 address', 0, '2001:db8::7', '2001:db8::7'],
    ['is unknown when it is no address', 0, '<script>', null],
    ['is unknown without a header', 0, undefined, null],
  ])('%s', async (_, proxies, header, expected) => {
    const { callerAddress } = await withProxies(proxies);
    const headers = new Headers(header === undefined ? {} : { 'x-forwarded-for': header });
    expect(callerAddress({ headers })).toBe(expected);
  });

  it('is not what the caller writes into X-Forwarded-For', async () => {
    const { callerAddress, recordPeers } = await withProxies(0);
    recordPeers();
    const server = createServer(({ headers }, response) => {
      response.end(callerAddress({ headers: new Headers({ 'x-forwarded-for': String(headers['x-forwarded-for']) }) }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { 'x-forwarded-for': '8.8.8.8' } });
    expect(await answer.text()).toBe('127.0.0.1');
    server.close();
  });
});
