import { expect, signIn, test } from './test.ts';

test('a token is shown once, opens the API, and is refused from the moment it is revoked', async ({
  console: page,
  playwright,
}) => {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByLabel('What it is for').fill('nightly report');
  await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click();
  await expect(page.getByText('Copy the token now.')).toBeVisible();
  const token = await page.getByRole('dialog').locator('code').innerText();
  expect(token).toMatch(/^sw_/);
  await page.getByRole('button', { name: 'I have copied it' }).click();

  const tool = await playwright.request.newContext({
    baseURL: new URL(page.url()).origin,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  expect((await tool.get('/api/trpc/me.get')).status()).toBe(200);

  await page.reload();
  await expect(page.getByText('nightly report').first()).toBeVisible();
  await expect(page.getByText(token)).toHaveCount(0);
  await page.getByRole('button', { name: 'Revoke nightly report' }).click();
  await expect(page.getByText('No tokens yet.')).toBeVisible();
  expect((await tool.get('/api/trpc/me.get')).status()).toBe(401);
});

test('a session that is ended elsewhere leaves its page at once, without a click', async ({
  console: page,
  browser,
}) => {
  await page.goto('/settings');
  const email = await page.getByRole('banner').getByText('@example.org').innerText();
  const other = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await signIn(other, email);
  await page.reload();
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(other).toHaveURL(/\/sign-in/);
  await expect(page.getByText('This browser')).toBeVisible();
});
