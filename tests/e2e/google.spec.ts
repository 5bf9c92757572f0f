import type { Page } from '@playwright/test';
import { startMockGoogle } from '#tests/integration/auth/google.ts';
import { googleIssuer } from './environment.ts';
import { createStore } from './store.ts';
import { expect, test, uniqueName } from './test.ts';

test.describe.configure({ mode: 'serial' });
test.use({ extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.1' } });

let google: Awaited<ReturnType<typeof startMockGoogle>>;

test.beforeAll(async () => {
  google = await startMockGoogle(Number(googleIssuer().port));
});
test.afterAll(() => google.stop());

function somebody() {
  const sub = uniqueName('subject');
  return { sub, email: `${sub}@example.org`, email_verified: true, name: 'Ada Lovelace' };
}

async function signInWithGoogle(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Continue with Google' }).click();
}

test('signing in with Google leads to the list', async ({ page, context }) => {
  const ada = somebody();
  google.become(ada);
  await signInWithGoogle(page);
  await expect(page.getByRole('heading', { name: 'Stores', level: 1 })).toBeVisible();
  await expect(page.getByText(ada.email)).toBeVisible();
  const session = (await context.cookies()).find(({ name }) => name.includes('session'));
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
});

test('an address that Google has not verified is refused with the reason', async ({ page }) => {
  google.become({ ...somebody(), email_verified: false });
  await signInWithGoogle(page);
  await expect(page.getByRole('alert').getByText('has not verified your e-mail address')).toBeVisible();
  await page.goto('/');
  await expect(page).toHaveURL('/sign-in');
});

test('too many sign-ins from one address are refused with the reason, on the way out and on the way back', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({
    baseURL: baseURL ?? '',
    extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.2' },
  });
  const page = await context.newPage();
  for (let time = 0; time < 20; time++)
    await page.request.post('/api/auth/signin/google', {
      headers: { origin: baseURL ?? '' },
      form: { csrfToken: 'none' },
      maxRedirects: 0,
    });

  const reason = page.getByRole('alert').getByText('Too many sign-ins came from your network address.');
  await signInWithGoogle(page);
  await expect(reason).toBeVisible();
  await page.goto('/sign-in');
  await expect(reason).toHaveCount(0);
  await page.goto('/api/auth/callback/google?code=any&state=any');
  await expect(reason).toBeVisible();
  await context.close();
});

test('signing out acts at once, also in a second tab that only watches', async ({ page, context }) => {
  google.become(somebody());
  await signInWithGoogle(page);
  await expect(page.getByRole('heading', { name: 'Stores', level: 1 })).toBeVisible();
  const second = await context.newPage();
  await second.goto('/');
  await expect(second.getByRole('contentinfo').getByText('live')).toBeVisible();
  const stolen = await context.storageState();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await expect(second).toHaveURL(/\/sign-in\?ended=1/, { timeout: 5_000 });
  await expect(second.getByText('Your session has ended.')).toBeVisible();

  await context.addCookies(stolen.cookies);
  await page.goto('/');
  await expect(page, 'the cookie of an ended session opens nothing').toHaveURL('/sign-in');
});

test('another account with the same e-mail address is another person', async ({ page, browser, baseURL }) => {
  const ada = somebody();
  google.become(ada);
  await signInWithGoogle(page);
  const name = uniqueName('shop');
  const id = await createStore(page, name, 'WooCommerce');

  google.become({ ...ada, sub: uniqueName('another-subject') });
  const other = await (await browser.newContext({ baseURL: baseURL ?? '' })).newPage();
  await signInWithGoogle(other);
  await expect(other.getByText(ada.email)).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Create your first store' })).toBeVisible();
  await other.goto(`/stores/${id}`);
  await expect(other.getByRole('heading', { name: 'There is no such store' })).toBeVisible();
});
