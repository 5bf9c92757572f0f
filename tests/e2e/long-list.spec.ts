import type { Page } from '@playwright/test';
import { insertManyStores, type ManyStores } from './many-stores.ts';
import { expect, signIn, test, uniqueName } from './test.ts';

const DELETING = 'Deleting';

let stores: ManyStores;

test.beforeEach(async ({ page }) => {
  const email = `${uniqueName('person')}@example.org`;
  await signIn(page, email);
  stores = await insertManyStores(email, 120);
  await page.reload();
});

test.afterEach(() => stores.close());

/** The row in place `number` of those that were made, and its store's name. */
function place(page: Page, number: number) {
  const name = stores.names[number - 1];
  if (!name) throw new Error(`There is no place ${number}.`);
  return { name, row: page.getByRole('table').getByRole('row').filter({ hasText: name }) };
}

/** Scrolls down as far as the list goes, in steps whose rows are in the page by then. */
async function loadAll(page: Page): Promise<void> {
  for (const last of [20, 40, 60, 80, 100, 120]) await place(page, last).row.scrollIntoViewIfNeeded();
}

test('of all rows that are loaded, each is true again when the browser is back online', async ({ page, context }) => {
  await loadAll(page);
  const [removed, changed] = [place(page, 100), place(page, 110)];
  const [last, lastLeft] = [place(page, 120), place(page, 119)];
  await stores.remove(last.name);
  await expect(last.row).toHaveCount(0);

  await changed.row.scrollIntoViewIfNeeded();
  await context.setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await stores.change(changed.name);
  await stores.remove(removed.name);
  await stores.remove(lastLeft.name);
  await context.setOffline(false);

  await expect(changed.row.getByText(DELETING)).toBeVisible();
  await expect(changed.row).toBeInViewport();
  await expect(removed.row).toHaveCount(0);
  await expect(lastLeft.row).toHaveCount(0);
  await expect(place(page, 99).row).toHaveCount(1);
  await expect(place(page, 118).row).toHaveCount(1);
});

test('of all rows that are loaded, each is true again when the list is shown again', async ({ page }) => {
  await loadAll(page);
  const changed = place(page, 110);
  await changed.row.getByRole('link', { name: changed.name }).click();
  await expect(page.getByRole('heading', { name: changed.name, level: 1 })).toBeVisible();
  await stores.change(changed.name);
  await expect(page.locator('header').getByText(DELETING)).toBeVisible();
  await page.goBack();
  await expect(changed.row.getByText(DELETING)).toBeVisible();
});
