import type { Locator, Page } from '@playwright/test';
import { READY, RECIPE_MS } from './store.ts';
import { expect, test, uniqueName } from './test.ts';

/** More stops than any of the screens has. */
const STOPS_MAX = 80;

/** Goes on with Tab until `target` has the focus, as somebody without a mouse would. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${STOPS_MAX} times Tab did not reach ${String(target)}.`);
}

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
