import { expectFit } from './fit.ts';
import { expect, signIn, test, uniqueName } from './test.ts';

test('a token is shown once, opens what its scopes name, shows its last use, and is refused from the moment it is revoked', async ({
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
  await page.reload();
  const row = page.getByRole('listitem').filter({ hasText: 'nightly report' });
  await expect(row).toContainText('stores:read');
  await expect(row).toContainText(/Never used · expires in (89|90) days/);
  expect((await tool.get('/api/trpc/me.get')).status()).toBe(200);
  const store = { json: { name: uniqueName('shop'), type: 'medusa' } };
  expect((await tool.post('/api/trpc/store.create', { data: store })).status()).toBe(403);

  await page.reload();
  await expect(row).toContainText('Last used just now');
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

test('one session can be ended alone, and the others go on', async ({ console: page, browser }) => {
  const email = await page.getByRole('banner').getByText('@example.org').innerText();
  const signInElsewhere = async (userAgent: string) => {
    const context = await browser.newContext({ baseURL: new URL(page.url()).origin, userAgent });
    const other = await context.newPage();
    await signIn(other, email);
    return other;
  };
  const [lost, kept] = [await signInElsewhere('a lost telephone'), await signInElsewhere('a desk')];
  await page.goto('/settings');
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await row('a lost telephone').getByRole('button', { name: 'Sign out' }).click();
  await expect(lost).toHaveURL(/\/sign-in/);
  await expect(row('a lost telephone')).toHaveCount(0);
  await expect(row('a desk')).toBeVisible();
  await kept.reload();
  await expect(kept.getByRole('heading', { name: 'Stores', level: 1 })).toBeVisible();
});

test('a choice of mails shows as soon as it is made, and the last of several stays', async ({ console: page }) => {
  await page.goto('/settings');
  const onReady = page.getByRole('region', { name: 'Profile' }).getByLabel(/is ready$/);
  await expect(onReady).toBeChecked();
  const looked = Promise.withResolvers<void>();
  await page.route(/me\.chooseMails/, async (route) => {
    await looked.promise;
    await route.continue();
  });
  let kept = 0;
  page.on('response', (response) => {
    if (response.url().includes('me.chooseMails') && response.ok()) kept++;
  });
  const clickAndLook = (box: HTMLElement | SVGElement) => {
    (box as HTMLInputElement).click();
    return (box as HTMLInputElement).checked;
  };
  const choices = [false, true, false];
  for (const isChecked of choices) expect(await onReady.evaluate(clickAndLook)).toBe(isChecked);
  looked.resolve();
  await expect.poll(() => kept).toBe(choices.length);
  await page.reload();
  await expect(onReady).not.toBeChecked();
});

test('who they are and which mails they want is shown, kept, and fits a small phone', async ({ console: page }) => {
  const email = await page.getByRole('banner').getByText('@example.org').innerText();
  await page.goto('/settings');
  const profile = page.getByRole('region', { name: 'Profile' });
  await expect(profile).toContainText(email);
  const [onReady, onFailure] = [profile.getByLabel(/is ready$/), profile.getByLabel(/fails$/)];
  await expect(onReady).toBeChecked();
  const kept = page.waitForResponse((response) => response.url().includes('me.chooseMails'));
  await onFailure.uncheck();
  await kept;
  await page.reload();
  await expect(onReady).toBeChecked();
  await expect(onFailure).not.toBeChecked();
  await expectFit(page, 'profile');
});
