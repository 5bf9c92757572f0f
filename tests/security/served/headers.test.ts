import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '#tests/faults/support/world.ts';
import { ask, PUBLIC, serve, startInVain, type Served } from './platform.ts';

let world: World;
const urls = { http: '', https: '' };

beforeAll(async () => {
  world = await createWorld();
  [urls.http, urls.https] = await Promise.all([serve(world, {}), serve(world, PUBLIC)]);
});

afterAll(() => world.close());

/** One of each kind of answer: pages, redirects, API, files, and what Next answers by itself. */
const ROUTES: [kind: string, path: string, method?: string][] = [
  ['a page', '/sign-in'],
  ['the way to the sign-in', '/'],
  ["a store's page", '/stores/aaaaaaaaaa'],
  ['a page that is not there', '/nothing/here'],
  ['a method that no page has', '/sign-in', 'DELETE'],
  ['a query', '/api/trpc/health.get'],
  ['a procedure that is not there', '/api/trpc/nothing.here'],
  ['a preflight', '/api/trpc/me.get', 'OPTIONS'],
  ['the sign-in', '/api/auth/csrf'],
  ['an action that the sign-in does not have', '/api/auth/nothing'],
  ['the way of Inngest', '/api/inngest'],
  ['the probe of a process', '/api/livez'],
  ['the probe of its readiness', '/api/readyz'],
  ['the health', '/api/health'],
  ['a method that a route does not have', '/api/livez', 'DELETE'],
  ['a route that is not there', '/api/nothing'],
  ['the icon', '/icon.svg'],
  ['a file that is not there', '/_next/static/nothing.js'],
  ['an image that nobody offers', '/_next/image?url=%2Ficon.svg&w=64&q=75'],
  ['an address with two slashes', '//evil.example/'],
  ['an address that is none', '/%E0%A4%A'],
];

function expectHeaders({ headers }: Served): void {
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("base-uri 'none'");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe-|\*|https?:/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('permissions-policy')).toContain('camera=()');
  expect(headers.get('x-powered-by')).toBeNull();
}

describe('every answer says how far a browser may trust it', () => {
  it.each(ROUTES)('%s', async (_, path, method) => {
    const [http, https] = await Promise.all([
      ask(urls.http, path, { method: method ?? 'GET' }),
      ask(urls.https, path, { method: method ?? 'GET' }),
    ]);
    expectHeaders(http);
    expectHeaders(https);
    expect(http.headers.get('strict-transport-security')).toBeNull();
    expect(https.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(http.status).toBeLessThan(500);
    expect(http.headers.get('location') ?? '').not.toContain('//');
  });

  it('a file that pages load', async () => {
    const { text } = await ask(urls.https, '/sign-in');
    const path = /\/_next\/static\/[^"]+\.js/.exec(text)?.[0] ?? '';
    const file = await ask(urls.https, path);
    expect(file.status).toBe(200);
    expectHeaders(file);
    expect(file.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });
});

const nonceOf = ({ headers }: Served) =>
  /script-src 'self' 'nonce-([\w+/=-]{20,})'(?:;|$)/.exec(headers.get('content-security-policy') ?? '')?.[1];

describe('a page', () => {
  it.each(['/sign-in', '/nothing/here'])('%s runs the scripts of its own answer alone', async (path) => {
    const page = await ask(urls.http, path);
    const nonce = nonceOf(page);
    expect(nonce).toBeDefined();
    const scripts = page.text.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((tag) => !tag.includes(` nonce="${nonce}"`))).toEqual([]);
    expect(page.text.match(/<[^>]+\s(?:style|on\w+)="/g) ?? []).toEqual([]);
  });

  it('has a nonce that no other answer has, whatever the request asks for', async () => {
    const headers = { 'content-security-policy': "script-src 'nonce-AAAAAAAAAAAAAAAAAAAAAAAAAAAA'" };
    const pages = await Promise.all([1, 2, 3, 4].map(() => ask(urls.http, '/sign-in', { headers })));
    expect(new Set(pages.map(nonceOf)).size).toBe(4);
    expect(pages.some(({ text }) => text.includes('AAAAAAAAAAAAAAAAAAAAAAAAAAAA'))).toBe(false);
  });

  it('lets styles, forms and connections go nowhere else', async () => {
    const policy = (await ask(urls.http, '/sign-in')).headers.get('content-security-policy') ?? '';
    const directives = policy.split('; ');
    expect(directives).toEqual(
      expect.arrayContaining(["connect-src 'self'", "form-action 'self'", "object-src 'none'", "img-src 'self'"]),
    );
  });

  it.each(['light', 'dark'])('comes in the %s theme that was chosen, before any script runs', async (theme) => {
    const { text } = await ask(urls.http, '/sign-in', { headers: { cookie: `theme=${theme}` } });
    expect(text).toMatch(new RegExp(`<html[^>]* data-theme="${theme}"`));
  });
});

describe('over https', () => {
  it('each cookie of the sign-in is one that no other host can set', async () => {
    const { headers } = await ask(urls.https, '/api/auth/csrf');
    const lines = headers.getSetCookie();
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toMatch(/^__Host-storewright\./);
      expect(line).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      expect(line).not.toMatch(/domain/i);
    }
  });

  it('a platform does not start under the registrable domain of its shops, unless its operator says so', async () => {
    const shared = { ...PUBLIC, STORE_BASE_DOMAIN: 'shops.platform.example' };
    expect(await startInVain(world, shared)).toMatch(/STORE_BASE_DOMAIN lies under the same registrable domain/);
    const url = await serve(world, { ...shared, ALLOW_SHARED_DOMAIN: 'true' });
    expect((await ask(url, '/api/livez')).status).toBe(200);
  });
});
