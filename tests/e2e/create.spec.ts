import { createStore, fillIn, nameField, submit } from './store.ts';
import { expect, test, uniqueName } from './test.ts';

const CASES = [
  { name: 'ab', broken: ['length'] },
  { name: 'My_shop', broken: ['characters', 'start'] },
  { name: 'shop-', broken: ['end'] },
  { name: 'my--shop', broken: ['hyphens'] },
  { name: 'admin', broken: ['reserved'] },
  { name: 'my-shop', broken: [] },
] as const;

test('each rule of a name is ticked or crossed while it is typed', async ({ console: page }) => {
  await page.getByRole('button', { name: 'Create store', exact: true }).click();
  for (const { name, broken } of CASES) {
    await nameField(page).fill(name);
    const crossed = page.locator('[data-rule][data-state="broken"]');
    expect(await crossed.evaluateAll((rules) => rules.map((rule) => rule.getAttribute('data-rule')))).toEqual(broken);
  }
  await expect(page.getByText('http://my-shop.localhost')).toBeVisible();
});

test('a name that breaks a rule is not sent, and the rule is said at the field', async ({ console: page }) => {
  await fillIn(page, 'my--shop', 'WooCommerce');
  await submit(page);
  await expect(page.getByRole('dialog').getByRole('alert').getByText('No two hyphens in a row.')).toBeVisible();
  await expect(nameField(page)).toHaveAttribute('aria-invalid', 'true');
});

test('a name that is in use is refused at the field, and another one is accepted in the same dialog', async ({
  console: page,
}) => {
  const name = uniqueName('shop');
  await createStore(page, name, 'WooCommerce');
  await page.getByRole('link', { name: 'All stores', exact: true }).click();
  await fillIn(page, name, 'Medusa');
  await expect(page.getByText('Not in use: this name is taken')).toBeVisible();
  await submit(page);
  await expect(page.getByRole('dialog').getByText(`The name "${name}" is in use.`)).toBeVisible();
  await expect(nameField(page)).toHaveAttribute('aria-invalid', 'true');
  await nameField(page).fill(`${name}-2`);
  await submit(page);
  await expect(page.getByRole('heading', { name: `${name}-2`, level: 1 })).toBeVisible();
});

test('pressing the button twice creates one store', async ({ console: page }) => {
  const name = uniqueName('shop');
  await fillIn(page, name, 'WooCommerce');
  await page.getByRole('dialog').getByRole('button', { name: 'Create store' }).dblclick();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'All stores', exact: true }).click();
  await expect(page.getByRole('table').getByRole('link', { name })).toHaveCount(1);
});
