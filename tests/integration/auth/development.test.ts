import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deploy } from '#scripts/db/deploy.ts';
import { findSession } from '#server/auth/session.ts';
import { closeDatabase, db } from '#server/db.ts';
import { createTestDatabase, type TestDatabase } from '#tests/integration/database/test-database.ts';
import { Browser } from './browser.ts';

const PUBLIC_URL = 'http://localhost:3000';
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await deploy(database);
  vi.stubEnv('PUBLIC_URL', PUBLIC_URL);
  vi.stubEnv('DATABASE_URL', database.appUrl);
  vi.stubEnv('NEXTAUTH_SECRET', 'only for these tests');
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

describe('the development sign-in', () => {
  it('signs in whoever names an address, and knows them again', async () => {
    for (const email of ['Dev@example.org', 'dev@example.org']) {
      const browser = new Browser(PUBLIC_URL);
      const response = await browser.post('/api/auth/callback/development', { email, callbackUrl: '/settings' });
      expect(response.headers.get('location')).toBe(`${PUBLIC_URL}/settings`);
      expect((await findSession(browser.request()))?.user.email).toBe('dev@example.org');
    }
    expect(await db().user.count()).toBe(1);
  });

  it.each([
    '',
    'nobody',
    'a@b',
    'a@example.org\r\nbcc: b@example.org',
    `${'a'.repeat(250)}@example.org`,
    '<script>@example.org',
  ])('refuses %j, which is no address', async (email) => {
    const browser = new Browser(PUBLIC_URL);
    const response = await browser.post('/api/auth/callback/development', { email });
    expect(response.headers.get('location')).toContain('error=CredentialsSignin');
    expect(await findSession(browser.request())).toBeNull();
  });

  it('refuses a form without the CSRF token of the browser', async () => {
    const browser = new Browser(PUBLIC_URL);
    await browser.send('/api/auth/callback/development', { form: { email: 'eve@example.org' } });
    expect(await findSession(browser.request())).toBeNull();
  });
});

describe('what comes from outside', () => {
  const bad: [string, string, Parameters<Browser['send']>[1]][] = [
    ['a callback address that is none', '/api/auth/signin?callbackUrl=javascript:alert(1)', {}],
    [
      'a broken callback cookie',
      '/api/auth/csrf',
      { headers: { cookie: 'storewright.callbackUrl=javascript:alert(1)' } },
    ],
    [
      'a body that is not what it says',
      '/api/auth/signout',
      { form: {}, headers: { 'content-type': 'application/json' } },
    ],
    ['a huge body', '/api/auth/signout', { form: { csrfToken: 'x'.repeat(70_000) } }],
    ['a body of unknown length', '/api/auth/signout', { form: { a: 'b' }, headers: { 'content-length': '' } }],
    ['a line for the log', '/api/auth/_log', { form: { level: 'error', code: 'FORGED' } }],
    ['an unknown action', '/api/auth/nothing', {}],
  ];

  it.each(bad)('is answered with 4xx and no stack: %s', async (_, path, options) => {
    const response = await new Browser(PUBLIC_URL).send(path, options);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).not.toMatch(/\n\s+at /);
  });

  it('lets nobody in by a callback with rubbish', async () => {
    const browser = new Browser(PUBLIC_URL);
    const response = await browser.send('/api/auth/callback/google?code=1&state=2&error=<script>');
    expect(response.status).toBeLessThan(500);
    expect(await findSession(browser.request())).toBeNull();
  });
});
