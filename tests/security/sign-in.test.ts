import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { findSession } from '#server/auth/session.ts';
import { closeDatabase } from '#server/db.ts';
import { log } from '#server/log.ts';
import { Browser } from '#tests/integration/auth/browser.ts';
import { startMockGoogle } from '#tests/integration/auth/google.ts';
import { createTestDatabase, type TestDatabase } from '#tests/integration/database/test-database.ts';

const PUBLIC_URL = 'http://localhost:3000';

let database: TestDatabase;
let google: Awaited<ReturnType<typeof startMockGoogle>>;
let browser: Browser;

beforeAll(async () => {
  database = await createTestDatabase();
  await deploy(database);
  google = await startMockGoogle();
  const env = {
    PUBLIC_URL,
    DATABASE_URL: database.appUrl,
    NEXTAUTH_SECRET: 'only for these tests',
    GOOGLE_CLIENT_ID: 'storewright',
    GOOGLE_CLIENT_SECRET: 'of the mock',
    GOOGLE_ISSUER: google.issuer,
    // All that happens here comes from one address.
    SIGN_IN_RATE_LIMIT_PER_MINUTE: '1000',
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  log.level = 'silent';
});

afterAll(async () => {
  await closeDatabase();
  await google.stop();
  await database.drop();
});

beforeEach(async () => {
  browser = new Browser(PUBLIC_URL);
  google.become({ sub: 'ada', email: 'ada@example.org', email_verified: true });
  await browser.signInWithGoogle();
});

const isSignedIn = async () => (await findSession(browser.request())) !== null;

/** What a page of another origin can make a browser send, if it knew the token that NextAuth has in a cookie. */
async function postFrom(origin: string | undefined, path: string): Promise<Response> {
  const { csrfToken } = (await (await browser.send('/api/auth/csrf')).json()) as { csrfToken: string };
  return browser.send(path, { form: { csrfToken }, headers: { origin: origin ?? '' } });
}

describe('a page of another origin', () => {
  const origins = [
    'https://evil.example',
    'null',
    '',
    'http://localhost',
    `${PUBLIC_URL}.evil.example`,
    `${PUBLIC_URL}/`,
  ];

  it.each(origins)('signs nobody out from %j, though it knows the token', async (origin) => {
    expect((await postFrom(origin, '/api/auth/signout')).status).toBe(403);
    expect(await isSignedIn()).toBe(true);
  });

  it.each([
    '/api/auth/signin/google',
    '/api/auth/callback/google',
    '/api/auth/callback/development',
    '/api/auth/nothing',
  ])('begins no sign-in at %s', async (path) => {
    const response = await postFrom('https://evil.example', path);
    expect(response.status).toBe(403);
    expect(response.headers.get('location')).toBeNull();
  });

  it("is not the platform's own, which may", async () => {
    expect((await postFrom(PUBLIC_URL, '/api/auth/signout')).status).toBeLessThan(400);
    expect(await isSignedIn()).toBe(false);
  });
});

describe('a GET', () => {
  it.each(['/api/auth/signout', '/api/auth/signout?csrfToken=x', '/api/auth/signout?callbackUrl=/sign-in'])(
    '%s signs nobody out, and is answered by a page of ours',
    async (path) => {
      const response = await browser.send(path);
      expect(response.status).toBe(302);
      expect(response.headers.get('location')).toMatch(/^(?:http:\/\/localhost:3000)?\/(?:\?|$)/);
      expect(await isSignedIn()).toBe(true);
    },
  );

  it('of the way to Google starts nothing there', async () => {
    const response = await browser.send('/api/auth/signin/google');
    expect(response.headers.get('location')).toMatch(/^(?:http:\/\/localhost:3000)?\/sign-in/);
  });
});

it.each(['https://evil.example/', '//evil.example'])(
  'a planted address %s is not where a sign-in leads',
  async (wish) => {
    browser.cookies.set('storewright.callbackUrl', encodeURIComponent(wish));
    expect(await browser.signInWithGoogle()).toBe(`${PUBLIC_URL}/`);
  },
);
