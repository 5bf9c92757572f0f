import { namespaceOf } from '#server/stores/naming.ts';
import { adminEmail } from './environment.ts';
import { expectFit } from './fit.ts';
import { holdNamespace, releaseNamespace } from './held-namespace.ts';
import { createStore, deleteStore, expectStatus, nameField, READY, RECIPE_MS, submit } from './store.ts';
import { expect, signIn, test, uniqueName } from './test.ts';

test('sign-in is accessible and fits a small phone', async ({ page }) => {
  await page.goto('/sign-in');
  await expectFit(page, 'sign-in');
  await page.goto('/sign-in?error=UnverifiedEmail');
  await expectFit(page, 'sign-in, refused');
});

test('list and create dialog are accessible and fit a small phone', async ({ console: page }) => {
  await expect(page.getByRole('heading', { name: 'Create your first store' })).toBeVisible();
  await expectFit(page, 'empty list');
  await page.getByRole('button', { name: 'Create store', exact: true }).click();
  await nameField(page).fill('My--shop');
  await expectFit(page, 'create dialog');
  await submit(page);
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await expectFit(page, 'create dialog, refused');
  await page.keyboard.press('Escape');
  await page.goto('/?name=nothing-like-it');
  await expect(page.getByText('No store matches this filter.')).toBeVisible();
  await expectFit(page, 'list without a match');
  await page.context().setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await expectFit(page, 'list without a network');
});

test('a store on its way and a ready one are accessible and fit a small phone', async ({ console: page }) => {
  const name = uniqueName('a-rather-long-name-of-a-store');
  await createStore(page, name, 'Medusa');
  await expectFit(page, 'store on its way');
  await expectStatus(page, READY);
  await page.getByRole('button', { name: 'Reveal' }).click();
  await expect(page.getByRole('button', { name: 'Hide' })).toBeVisible();
  await page.getByRole('button', { name: /^database-/ }).click();
  await expect(page.getByRole('list', { name: /^Events of database-/ })).toContainText('Scheduled');
  await expectFit(page, 'ready store with credentials and a pod');
  await page.getByRole('link', { name: 'All stores', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
  await expectFit(page, 'list');
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expectFit(page, 'delete dialog');
});

test('a store on its way out, one that is gone and one that never was are accessible and fit a small phone', async ({
  console: page,
  browser,
}) => {
  const name = uniqueName('shop');
  const namespace = namespaceOf(await createStore(page, name, 'WooCommerce'));
  await expectStatus(page, READY);
  await holdNamespace(namespace);
  await deleteStore(page, name);
  await expect(page.getByText(/example\.org\/held/).first()).toBeVisible({ timeout: RECIPE_MS });
  await expectFit(page, 'store on its way out');
  const admin = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await signIn(admin, adminEmail());
  await admin.goto('/admin/work');
  await expect(admin.getByRole('list', { name: 'Work' }).getByText(name)).toBeVisible();
  await expectFit(admin, 'work in progress');
  await admin.context().close();
  await releaseNamespace(namespace);
  await expect(page.getByRole('heading', { name: `${name} is gone` })).toBeVisible({ timeout: RECIPE_MS });
  await expectFit(page, 'store that is gone');
  await page.goto('/stores/aaaaaaaaaa');
  await expect(page.getByRole('heading', { name: 'There is no such store' })).toBeVisible();
  await expectFit(page, 'store that is not there');
});

test('settings are accessible and fit a small phone', async ({ console: page, browser }) => {
  await page.goto('/settings');
  await expect(page.getByText('No tokens yet.')).toBeVisible();
  await expect(page.getByText('This browser')).toBeVisible();
  await expectFit(page, 'settings');
  await page.getByRole('button', { name: 'Create token' }).click();
  await expectFit(page, 'token dialog');
  await page.getByLabel('What it is for').fill('a tool');
  await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click();
  await expect(page.getByText('Copy the token now.')).toBeVisible();
  await expectFit(page, 'new token');
  const email = await page.locator('header').getByText('@example.org').innerText();
  const other = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await signIn(other, email);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Revoke a tool' })).toBeVisible();
  await expectFit(page, 'settings with a token and another session');
});

test('a screen that could not be rendered is accessible and fits a small phone', async ({
  console: signedIn,
  browser,
}) => {
  // In a browser of its own, whose console may complain: what it has not loaded yet is gone, as after an update of the platform.
  const context = await browser.newContext({
    baseURL: new URL(signedIn.url()).origin,
    storageState: await signedIn.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Create your first store' })).toBeVisible();
  await page.route(/\/_next\/static\//, (route) => route.fulfill({ status: 404 }));
  await page.keyboard.press('?');
  await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible();
  await expectFit(page, 'screen that could not be rendered');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Create your first store' })).toBeVisible();
  await context.close();
});
