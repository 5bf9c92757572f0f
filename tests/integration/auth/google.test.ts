import { decode, encode } from 'next-auth/jwt';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { findSession } from '#server/auth/session.ts';
import { signIn } from '#server/auth/sign-in.ts';
import { closeDatabase, db } from '#server/db.ts';
import { startTcpProxy, type TcpProxy } from '#tests/faults/support/tcp-proxy.ts';
import { createTestDatabase, type TestDatabase } from '#tests/integration/database/test-database.ts';
import { Browser } from './browser.ts';
import { startMockGoogle } from './google.ts';

const PUBLIC_URL = 'http://localhost:3000';
const secret = 'only for these tests';
const cookie = 'storewright.sessionToken';
const nowhere = { address: null, userAgent: null };
const ada = { sub: 'ada', email: 'Ada@Example.org', email_verified: true, name: 'Ada' };

let database: TestDatabase;
let proxy: TcpProxy;
let google: Awaited<ReturnType<typeof startMockGoogle>>;
let browser: Browser;

beforeAll(async () => {
  database = await createTestDatabase();
  await deploy(database);
  proxy = await startTcpProxy(database.appUrl);
  google = await startMockGoogle();
  const env = {
    PUBLIC_URL,
    DATABASE_URL: proxy.url,
    NEXTAUTH_SECRET: secret,
    GOOGLE_CLIENT_ID: 'storewright',
    GOOGLE_CLIENT_SECRET: 'of the mock',
    GOOGLE_ISSUER: google.issuer,
    ALLOWED_EMAIL_DOMAINS: 'example.org',
    ADMIN_EMAILS: 'grace@example.org',
    // All that happens here comes from one address.
    SIGN_IN_RATE_LIMIT_PER_MINUTE: '1000',
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
});

afterAll(async () => {
  await closeDatabase();
  await google.stop();
  await proxy.close();
  await database.drop();
});

beforeEach(async () => {
  browser = new Browser(PUBLIC_URL);
  google.become(ada);
  await db().session.deleteMany();
  await db().user.deleteMany();
});

describe('signing in with Google', () => {
  it('makes the person and a session, and brings them back', async () => {
    expect(await browser.signInWithGoogle({ callbackUrl: '/stores/abc' })).toBe(`${PUBLIC_URL}/stores/abc`);
    expect(await findSession(browser.request())).toMatchObject({
      kind: 'session',
      user: { email: 'ada@example.org', name: 'Ada', role: 'member' },
    });
    expect(await db().session.findMany()).toMatchObject([{ userAgent: 'test browser', revokedAt: null }]);
  });

  it('keeps nothing but the two ids in the cookie', async () => {
    await browser.signInWithGoogle();
    const claims = await decode({ token: browser.cookies.get(cookie), secret });
    expect(Object.keys(claims ?? {}).toSorted()).toEqual(['exp', 'iat', 'jti', 'sessionId', 'userId']);
  });

  it('writes one audit entry, and signing out another one', async () => {
    await browser.signInWithGoogle();
    const actor = await findSession(browser.request());
    const token = browser.cookies.get(cookie) ?? '';
    for (let times = 0; times < 2; times += 1) {
      browser.cookies.set(cookie, token);
      await browser.post('/api/auth/signout');
    }
    const entries = await db().auditEntry.findMany({
      where: { actorId: actor?.user.id ?? '' },
      orderBy: { id: 'asc' },
    });
    const who = { actorEmail: 'ada@example.org', address: '203.0.113.7', userAgent: 'test browser' };
    expect(entries).toMatchObject([
      { action: 'session.create', ...who },
      { action: 'session.end', ...who },
    ]);
  });

  it('knows the person again by the subject, although the address changed', async () => {
    await browser.signInWithGoogle();
    google.become({ ...ada, email: 'lovelace@example.org' });
    await new Browser(PUBLIC_URL).signInWithGoogle();
    expect(await db().user.findMany({ include: { sessions: true } })).toMatchObject([
      { email: 'lovelace@example.org', sessions: [{}, {}] },
    ]);
  });

  it('takes another account with the same address for another person', async () => {
    await browser.signInWithGoogle();
    google.become({ ...ada, sub: 'somebody else' });
    await new Browser(PUBLIC_URL).signInWithGoogle();
    expect(await db().user.count({ where: { email: 'ada@example.org' } })).toBe(2);
  });

  it('makes one person of two first sign-ins at once', async () => {
    const identity = {
      provider: 'google',
      subject: 'ada',
      email: ada.email,
      emailVerified: true,
      name: null,
      image: null,
    };
    const outcomes = await Promise.all([
      signIn(identity, nowhere),
      signIn(identity, nowhere),
      signIn(identity, nowhere),
    ]);
    expect(outcomes.every((outcome) => 'claims' in outcome)).toBe(true);
    expect(await db().user.count()).toBe(1);
  });

  it('makes administrators of those whom the configuration names, and members again of those whom it no longer names', async () => {
    google.become({ ...ada, email: 'Grace@example.org' });
    await browser.signInWithGoogle();
    expect((await findSession(browser.request()))?.user.role).toBe('admin');
    google.become(ada);
    await browser.signInWithGoogle();
    expect((await findSession(browser.request()))?.user.role).toBe('member');
  });

  it.each([
    ['an unverified address', { ...ada, email_verified: false }, 'UnverifiedEmail'],
    ['an address of another domain', { ...ada, email: 'ada@evil.example' }, 'EmailDomain'],
    ['an address that only ends like an allowed one', { ...ada, email: 'ada@not-example.org' }, 'EmailDomain'],
  ])('refuses %s, and keeps no row of it', async (_, person, error) => {
    google.become(person);
    expect(await browser.signInWithGoogle()).toBe(`${PUBLIC_URL}/sign-in?error=${error}`);
    expect(await findSession(browser.request())).toBeNull();
    expect(await db().user.count()).toBe(0);
  });

  it('says that the database is away, and nothing of its words', async () => {
    const callback = await browser.askGoogle();
    await proxy.refuse();
    const response = await browser.send(callback);
    await proxy.heal();
    expect(response.status).toBe(503);
    expect(response.headers.get('refresh')).toBe(`0; url=${PUBLIC_URL}/sign-in?error=Unavailable`);
    expect(browser.cookies.has(cookie)).toBe(false);
  });

  it.each(['https://evil.example/', '//evil.example', String.raw`/\evil.example`])(
    'leads to the dashboard instead of to %s',
    async (callbackUrl) => {
      expect(await browser.signInWithGoogle({ callbackUrl })).toBe(`${PUBLIC_URL}/`);
    },
  );

  it('refuses a callback that another browser began, and one that is used a second time', async () => {
    const callback = await browser.askGoogle();
    const victim = new Browser(PUBLIC_URL);
    expect((await victim.send(callback)).headers.get('location')).toContain('error=OAuthCallback');
    await browser.send(callback);
    browser.cookies.delete(cookie);
    expect((await browser.send(callback)).headers.get('location')).toContain('error=OAuthCallback');
    expect(await findSession(browser.request())).toBeNull();
  });

  it('does not offer the development sign-in beside Google', async () => {
    await browser.post('/api/auth/callback/development', { email: 'eve@example.org' });
    expect(await db().user.count()).toBe(0);
  });
});

describe('a session', () => {
  beforeEach(() => browser.signInWithGoogle());

  it('ends at once with the sign-out, a copy of its cookie too', async () => {
    const copy = browser.request();
    const sessionToken = browser.cookies.get(cookie) ?? '';
    await browser.post('/api/auth/signout');
    expect(browser.cookies.has(cookie)).toBe(false);
    expect(await findSession(copy)).toBeNull();
    browser.cookies.set(cookie, sessionToken);
    expect(await (await browser.send('/api/auth/session')).json()).not.toHaveProperty('user');
  });

  it('goes on, and the person is told, when the sign-out did not reach the database', async () => {
    const before = browser.cookies.get(cookie);
    const { csrfToken } = (await (await browser.send('/api/auth/csrf')).json()) as { csrfToken: string };
    await proxy.refuse();
    const response = await browser.send('/api/auth/signout', { form: { csrfToken } });
    await proxy.heal();
    expect(response.status).toBe(503);
    expect(browser.cookies.get(cookie)).toBe(before);
    expect(await findSession(browser.request())).not.toBeNull();
  });

  it('outlives a database that is away while the page asks for it', async () => {
    await proxy.refuse();
    await browser.send('/api/auth/session');
    await proxy.heal();
    expect(await findSession(browser.request())).not.toBeNull();
  });

  it('is not ended by a sign-out without the CSRF token', async () => {
    await browser.send('/api/auth/signout', { form: {} });
    expect(await findSession(browser.request())).not.toBeNull();
  });

  it.each([
    ['the session is revoked', () => db().session.updateMany({ data: { revokedAt: new Date() } })],
    ['the session is over', () => db().session.updateMany({ data: { expiresAt: new Date() } })],
    ['the person is disabled', () => db().user.updateMany({ data: { disabledAt: new Date() } })],
    ['its row is gone', () => db().session.deleteMany()],
  ])('is over with the next request when %s', async (_, happen) => {
    await happen();
    expect(await findSession(browser.request())).toBeNull();
  });

  it('is not opened for a disabled person', async () => {
    await db().user.updateMany({ data: { disabledAt: new Date() } });
    expect(await new Browser(PUBLIC_URL).signInWithGoogle()).toBe(`${PUBLIC_URL}/sign-in?error=Disabled`);
    expect(await db().session.count()).toBe(1);
  });

  it.each([
    ['another secret', (claims: object) => encode({ token: { ...claims }, secret: 'of another environment' })],
    ['an expired cookie', (claims: object) => encode({ token: { ...claims }, secret, maxAge: -60 })],
    ['ids that are none', () => encode({ token: { userId: "' or 1=1--", sessionId: 'x' }, secret })],
    [
      'another person than the session has',
      (claims: object) => encode({ token: { ...claims, userId: crypto.randomUUID() }, secret }),
    ],
    ['noise', () => 'a.b.c'],
  ])('is not believed from a cookie with %s', async (_, forge) => {
    const claims = (await decode({ token: browser.cookies.get(cookie), secret })) ?? {};
    browser.cookies.set(cookie, await forge({ userId: claims.userId, sessionId: claims.sessionId }));
    expect(await findSession(browser.request())).toBeNull();
  });

  it('is not believed when one character of the cookie differs', async () => {
    const token = browser.cookies.get(cookie) ?? '';
    const last = token.at(-3) === 'A' ? 'B' : 'A';
    browser.cookies.set(cookie, token.slice(0, -3) + last + token.slice(-2));
    expect(await findSession(browser.request())).toBeNull();
  });
});
