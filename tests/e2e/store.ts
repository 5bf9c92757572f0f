import type { Page } from '@playwright/test';
import { expect } from './test.ts';

export const READY = 'Ready (simulated)';
/** Long enough for a provisioning or a deletion on a busy machine; the recipe itself takes seconds here. */
export const RECIPE_MS = 90_000;

export type StoreTypeLabel = 'WooCommerce' | 'Medusa';

/** Opens the dialog and fills it in. */
export async function fillIn(page: Page, name: string, type: StoreTypeLabel): Promise<void> {
  await page.getByRole('button', { name: 'Create store', exact: true }).click();
  await nameField(page).fill(name);
  await page.getByRole('radio', { name: type }).check();
}

export const nameField = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true });

export async function submit(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Create store' }).click();
}

/** Creates a store from the list; ends on the store's page, while the store comes up. Returns its id. */
export async function createStore(page: Page, name: string, type: StoreTypeLabel): Promise<string> {
  await fillIn(page, name, type);
  await submit(page);
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').at(-1);
  if (!id) throw new Error(`No id of a store in ${page.url()}.`);
  return id;
}

/** The page of a store says `status` beside its name. */
export async function expectStatus(page: Page, status: string): Promise<void> {
  await expect(page.locator('header').getByText(status, { exact: true })).toBeVisible({ timeout: RECIPE_MS });
}

/** Deletes the store of the open page by typing its name. */
export async function deleteStore(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(name);
  await page.getByRole('button', { name: 'Delete the store' }).click();
}
