import { createStore, deleteStore, RECIPE_MS, READY } from './store.ts';
import { expect, test, uniqueName } from './test.ts';

test('what happened while the browser was offline is there when it is back, and the page says what it is', async ({
  console: page,
  context,
  browser,
}) => {
  const status = page.getByRole('contentinfo', { name: 'Status of the platform' });
  await expect(status.getByText('live')).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await expect(status.getByText('offline')).toBeVisible();

  const elsewhere = await browser.newContext({ storageState: await context.storageState() });
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  const name = uniqueName('shop');
  await createStore(other, name, 'WooCommerce');

  await context.setOffline(false);
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toBeVisible();
  await expect(row.getByText(READY)).toBeVisible({ timeout: RECIPE_MS });
  await expect(page.getByText('You are offline.')).toHaveCount(0);
});

test('a store that ended while the browser was offline is said to be gone', async ({
  console: page,
  context,
  browser,
}) => {
  const name = uniqueName('shop');
  await createStore(page, name, 'WooCommerce');
  const elsewhere = await browser.newContext({ storageState: await context.storageState() });
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  await context.setOffline(true);
  await deleteStore(other, name);
  await expect(other.getByRole('heading', { name: `${name} is gone` })).toBeVisible({ timeout: RECIPE_MS });
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: `${name} is gone` })).toBeVisible();
});

test('the dialog of a new store opens without a network too: it is there as soon as the browser is idle', async ({
  console: page,
  context,
}) => {
  const loaded = page.waitForResponse(
    async (response) =>
      response.url().endsWith('.js') &&
      (await response.text().catch(() => '')).includes('It gets a namespace of its own'),
  );
  await page.reload();
  await loaded;
  await context.setOffline(true);
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog', { name: 'Create store' })).toBeVisible();
});
