import { MOST_SCRIPT_KB, scriptSize } from '#scripts/bench/console/script-size.ts';
import { createStore, expectStatus, READY } from './store.ts';
import { expect, signIn, test, uniqueName } from './test.ts';

test('the list is filtered by name, type and status in the address, and says when nothing matches', async ({
  console: page,
}) => {
  const name = uniqueName('shop');
  await createStore(page, name, 'WooCommerce');
  await expectStatus(page, READY);
  await page.goto('/?type=woocommerce&status=ready');
  const row = page.getByRole('table').getByRole('link', { name });
  await expect(row).toBeVisible();
  await page.getByLabel('Search by name').fill('nothing-like-it');
  await expect(page.getByText('No store matches this filter.')).toBeVisible();
  await expect(page).toHaveURL(/name=nothing-like-it/);
  await page.getByRole('button', { name: 'Show all stores' }).click();
  await expect(row).toBeVisible();
  await expect(page).toHaveURL('/');
});

test('the list is sorted in the address, and a new store comes at its place', async ({ console: page, context }) => {
  const [first, second, third] = [uniqueName('a-shop'), uniqueName('c-shop'), uniqueName('b-shop')];
  await createStore(page, first, 'Medusa');
  await page.goto('/');
  await createStore(page, second, 'Medusa');
  const list = await context.newPage();
  const names = list.getByRole('table').locator('[data-stop]');
  await list.goto('/');
  await expect(names).toHaveText([second, first]);
  const sort = list.getByLabel('Sort');
  await sort.selectOption('Oldest first');
  await expect(names).toHaveText([first, second]);
  await expect(list).toHaveURL('/?sort=oldest');
  await sort.selectOption('Name A–Z');
  await list.reload();
  await expect(sort).toHaveValue('name');
  await expect(names).toHaveText([first, second]);
  await page.goto('/');
  await createStore(page, third, 'Medusa');
  await expect(names).toHaveText([first, third, second]);
  await sort.selectOption('Newest first');
  await expect(list).toHaveURL('/');
  await expect(names).toHaveText([third, second, first]);
});

test('a row moves and the counts follow while the list is open, without a reload', async ({
  console: page,
  context,
}) => {
  const list = await context.newPage();
  await list.goto('/');
  const name = uniqueName('shop');
  await createStore(page, name, 'Medusa');
  const row = list.getByRole('row').filter({ hasText: name });
  await expect(row).toBeVisible();
  await expect(row.getByText(READY)).toBeVisible({ timeout: 90_000 });
  await expect(list.getByRole('button', { name: `1 ${READY}` })).toBeVisible();
});

test("another person's store is not found, and not in the list", async ({ console: page, browser }) => {
  const name = uniqueName('shop');
  const id = await createStore(page, name, 'WooCommerce');
  const other = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await signIn(other, `${uniqueName('other')}@example.org`);
  await expect(other.getByRole('heading', { name: 'Create your first store' })).toBeVisible();
  await other.goto(`/stores/${id}`);
  await expect(other.getByRole('heading', { name: 'There is no such store' })).toBeVisible();
  await expect(other.getByText(name)).toHaveCount(0);
});

test('an address that cannot be a store says so and leads back', async ({ console: page }) => {
  const answer = await page.goto('/stores/NOT-AN-ID');
  expect(answer?.status()).toBe(404);
  await page.getByRole('link', { name: 'All stores', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Stores', level: 1 })).toBeVisible();
});

test('the list loads no more script than it may', async ({ console: page }) => {
  await expect(page.getByRole('contentinfo').getByText('live')).toBeVisible();
  expect(await scriptSize(page)).toBeLessThanOrEqual(MOST_SCRIPT_KB);
});
