import type { Page } from '@playwright/test';
import { expectFit } from './fit.ts';
import { createStore } from './store.ts';
import { expect, test, uniqueName } from './test.ts';

/** `g` and a letter. On a busy machine the second key may come too late to belong to the first, so they are pressed again. */
async function goTo(page: Page, letter: string, heading: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible({ timeout: 3_000 });
  }).toPass();
}

test('keys lead everywhere, choose stores, and are text where somebody writes', async ({ console: page }) => {
  const [first, second] = [uniqueName('first'), uniqueName('second')];
  await createStore(page, first, 'WooCommerce');
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog', { name: 'Create store' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('');
  await page.keyboard.type(second);
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(second);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: second, level: 1 })).toBeVisible();

  await goTo(page, 'h', 'Health');
  await goTo(page, 's', 'Stores');
  await expect(page.getByRole('row').filter({ hasText: first })).toBeVisible();

  // A page that has just come may be replaced once more: begin again from its first row until it stays.
  const row = (name: string) => page.getByRole('link', { name, exact: true });
  await expect(async () => {
    await row(second).focus();
    await page.keyboard.press('j');
    await expect(row(first)).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('k');
  await expect(row(second)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: second, level: 1 })).toBeVisible();

  await goTo(page, 's', 'Stores');
  await expect(page.getByRole('searchbox', { name: 'Search by name' })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search by name' })).toBeFocused();
  await page.keyboard.type('jack');
  await expect(page.getByRole('searchbox', { name: 'Search by name' })).toHaveValue('jack');
});

test('the palette finds a store by its name and a command by its words, from wherever one is', async ({
  console: page,
}) => {
  const name = uniqueName('shop');
  await createStore(page, name, 'Medusa');
  await page.goto('/settings');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find' });
  await palette.getByRole('combobox').fill(name.slice(0, -2));
  await expect(palette.getByRole('option', { name })).toHaveAttribute('aria-selected', 'true');
  await expectFit(page, 'palette');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('health');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Health', level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('no such thing');
  await expect(palette.getByText('No store and no command is called that.')).toBeVisible();
});

test('the health page says of every part how it is, and the list of keys what they do', async ({ console: page }) => {
  await page.getByRole('link', { name: 'Health' }).click();
  await expect(page.getByRole('region', { name: 'Everything works.' })).toBeVisible();
  for (const part of ['Database', 'Kubernetes', 'Rights in the cluster', 'Helm', 'Inngest', 'Live view']) {
    await expect(page.getByRole('listitem').filter({ hasText: `${part}: in order` })).toBeVisible();
  }
  await expect(page.getByRole('region', { name: 'Work', exact: true })).toContainText('Waiting to start');
  await expectFit(page, 'health');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('Create a store');
  await expectFit(page, 'keys');
});
