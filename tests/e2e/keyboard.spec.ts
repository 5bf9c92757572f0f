import type { Page } from '@playwright/test';
import { createStore, expectStatus, READY, RECIPE_MS } from './store.ts';
import { pressOn, tabTo } from './tab-to.ts';
import { expect, signIn, test, uniqueName } from './test.ts';

test('sign in, create a store, delete it and sign out by keyboard alone', async ({ page }) => {
  const name = uniqueName('shop');
  await page.goto('/sign-in');
  await tabTo(page, page.getByLabel('E-mail address'));
  await page.keyboard.type(`${uniqueName('person')}@example.org`);
  await page.keyboard.press('Enter');

  const create = page.getByRole('button', { name: 'Create store', exact: true });
  await expect(create).toBeVisible();
  await tabTo(page, create);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Medusa' })).toBeChecked();
  await page.keyboard.press('Enter');

  await expect(page.getByText(READY, { exact: true })).toBeVisible({ timeout: RECIPE_MS });
  const remove = page.getByRole('button', { name: 'Delete', exact: true });
  await tabTo(page, remove);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(remove).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: `${name} is gone` })).toBeVisible({ timeout: RECIPE_MS });

  await tabTo(page, page.getByRole('button', { name: 'Sign out' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/sign-in');
});

test('credentials are revealed, copied and hidden, and another test order is placed, by keyboard alone', async ({
  console: page,
}) => {
  await createStore(page, uniqueName('shop'), 'WooCommerce');
  await expectStatus(page, READY);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const credentials = page.getByRole('region', { name: 'Credentials' });
  await pressOn(page, credentials.getByRole('button', { name: 'Reveal' }));
  const password = credentials.getByRole('definition').nth(1);
  await expect(password).toHaveText(/^[\w-]{27}$/);
  await pressOn(page, credentials.getByRole('button', { name: 'Copy the password' }));
  await expect(credentials.getByRole('button', { name: 'Copied the password' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await password.innerText());
  await pressOn(page, credentials.getByRole('button', { name: 'Hide' }));
  await expect(password).toHaveCount(0);

  // The provisioning ends with its mail; until then nothing else is begun.
  const check = page.getByRole('region', { name: 'Last order check' });
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByText('Succeeded')).toHaveCount(1);
  await pressOn(page, check.getByRole('button', { name: 'Check again' }));
  await expect(history.getByText('Order check', { exact: true })).toBeVisible();
  await expect(history.getByText('Succeeded')).toHaveCount(2);
  await expect(check.getByRole('button', { name: 'Check again' })).toBeEnabled();
  await expect(check.getByText('Simulated: no order was really placed.')).toBeVisible();
  await pressOn(
    page,
    page.getByRole('region', { name: 'Activity' }).getByRole('link', { name: 'Asked for a test order' }),
  );
  await expect(history.locator('[data-step="place-another-order"]')).toBeVisible();
  await expectStatus(page, READY);
});

test('the list is searched and filtered by keyboard alone', async ({ console: page }) => {
  const [one, other] = [uniqueName('one'), uniqueName('other')];
  await createStore(page, one, 'WooCommerce');
  await page.getByRole('link', { name: 'All stores', exact: true }).click();
  await createStore(page, other, 'Medusa');
  await page.goto('/');
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect(row(one)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type(other.slice(0, -1));
  await expect(row(one)).toHaveCount(0);
  await expect(row(other)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await expect(row(one)).toBeVisible();
  await tabTo(page, page.getByRole('combobox', { name: 'Type' }));
  await page.keyboard.type('Woo');
  await expect(row(other)).toHaveCount(0);
  await pressOn(page, row(one).getByRole('link', { name: one, exact: true }));
  await expect(page.getByRole('heading', { name: one, level: 1 })).toBeVisible();
});

test('a token is made and revoked, and every other browser signed out, by keyboard alone', async ({
  console: page,
  browser,
}) => {
  const email = await page.getByRole('banner').getByText('@example.org').innerText();
  const other = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await signIn(other, email);
  await pressOn(page, page.getByRole('link', { name: 'Settings' }));
  await pressOn(page, page.getByRole('button', { name: 'Create token' }));
  const dialog = page.getByRole('dialog');
  await tabTo(page, dialog.getByLabel('What it is for'));
  await page.keyboard.type('nightly report');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Copy the token now.')).toBeVisible();
  await pressOn(page, dialog.getByRole('button', { name: 'I have copied it' }));
  await pressOn(page, page.getByRole('button', { name: 'Revoke nightly report' }));
  await expect(page.getByText('No tokens yet.')).toBeVisible();
  await pressOn(page, page.getByRole('button', { name: 'Sign out everywhere else' }));
  await expect(other).toHaveURL(/\/sign-in/);
  await expect(page.getByText('This browser')).toBeVisible();
});

/** Opens the list without its scripts; returns what lets them come. */
async function openWithoutScripts(page: Page): Promise<() => void> {
  const script = Promise.withResolvers<void>();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await script.promise;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible();
  return script.resolve;
}

test('keys that are pressed before the page reacts are not lost', async ({ console: page }) => {
  const letScriptsCome = await openWithoutScripts(page);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.keyboard.press('c');
  letScriptsCome();
  await expect(page.getByRole('dialog', { name: 'Create store' })).toBeVisible();
  await expect(page).toHaveURL('/health');
});

test('what is searched for and chosen before the page reacts is looked for', async ({ console: page }) => {
  await createStore(page, uniqueName('shop'), 'WooCommerce');
  const letScriptsCome = await openWithoutScripts(page);
  await page.getByRole('searchbox', { name: 'Search by name' }).fill('nothing-like-it');
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Medusa');
  letScriptsCome();
  await expect(page).toHaveURL('/?type=medusa&name=nothing-like-it');
  await expect(page.getByText('No store matches this filter.')).toBeVisible();
});

test('a key that is pressed while the rows load leads to a row once they are there', async ({ console: page }) => {
  const [first, second] = [uniqueName('first'), uniqueName('second')];
  await createStore(page, second, 'WooCommerce');
  await page.getByRole('link', { name: 'All stores', exact: true }).click();
  await createStore(page, first, 'WooCommerce');
  const rows = Promise.withResolvers<void>();
  await page.route(/store\.list/, async (route) => {
    await rows.promise;
    await route.continue();
  });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Create store', exact: true })).toBeEnabled();
  await expect(page.getByText('Loading your stores…')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  rows.resolve();
  await expect(page.getByRole('link', { name: second, exact: true })).toBeFocused();
});
