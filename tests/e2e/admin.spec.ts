import { adminEmail } from './environment.ts';
import { expectFit } from './fit.ts';
import { createOrphan } from './orphan.ts';
import { createStore } from './store.ts';
import { expect, signIn, test, uniqueName } from './test.ts';

test('an administrator finds a store with its owner, limits the owner, and shuts them out at once', async ({
  console: page,
  browser,
}) => {
  const email = await page.getByRole('banner').getByText('@example.org').innerText();
  const name = uniqueName('shop');
  await createStore(page, name, 'WooCommerce');
  const admin = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await signIn(admin, adminEmail());

  await admin.getByRole('link', { name: 'Admin', exact: true }).click();
  await expect(admin.getByRole('heading', { name: 'All stores', level: 1 })).toBeVisible();
  await admin.getByRole('searchbox', { name: 'Search by name' }).fill(name);
  const stores = admin.getByRole('list', { name: 'Stores' }).getByRole('listitem');
  await expect(stores).toHaveCount(1);
  await expect(stores).toContainText(email);
  await expectFit(admin, 'all stores');

  await admin.getByRole('link', { name: 'People' }).click();
  await admin.getByRole('searchbox', { name: 'E-mail address' }).fill(email);
  const person = admin.getByRole('list', { name: 'People' }).getByRole('listitem');
  await expect(person).toHaveCount(1);
  await expectFit(admin, 'people');
  await person.getByRole('button', { name: `Limit of ${email}` }).click();
  await expectFit(admin, 'limit dialog');
  await admin.getByLabel('How many stores they may have').fill('1');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(person).toContainText('1 of 1 stores (a limit of their own)');
  await page.keyboard.press('c');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(uniqueName('more'));
  await page.getByRole('dialog').getByRole('button', { name: 'Create store' }).click();
  await expect(page.getByRole('dialog').getByText('You may have 1 store, and not more.')).toBeVisible();

  await person.getByRole('button', { name: `Disable ${email}` }).click();
  await expectFit(admin, 'disable dialog');
  await admin.getByRole('button', { name: 'Disable the person' }).click();
  await expect(person).toContainText('Disabled just now');
  await expect(page).toHaveURL(/\/sign-in/);
  await expectFit(admin, 'people, one of them disabled');
  await person.getByRole('button', { name: `Enable ${email}` }).click();
  await expect(person.getByRole('button', { name: `Disable ${email}` })).toBeVisible();

  await admin.getByRole('link', { name: 'Audit log' }).click();
  await expect(admin.getByRole('row').filter({ hasText: 'Disabled a person' }).first()).toContainText(email);
  await admin.context().close();
});

test('work and namespaces are told to an administrator, and fit a small phone', async ({ page }) => {
  await signIn(page, adminEmail());
  for (const [path, heading] of [
    ['work', 'Work'],
    ['namespaces', 'Namespaces'],
  ] as const) {
    await page.goto(`/admin/${path}`);
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    await expectFit(page, heading);
  }
  await expect(page.getByRole('region', { name: 'Stores without a namespace' })).toBeVisible();
});

test('a namespace that has no store is shown to an administrator, and goes when they type its name', async ({
  page,
}) => {
  const name = await createOrphan();
  await signIn(page, adminEmail());
  await page.goto('/admin/namespaces');
  const row = page.getByRole('region', { name: 'Namespaces without a store' }).getByRole('listitem');
  await row
    .filter({ hasText: name })
    .getByRole('button', { name: `Remove ${name}` })
    .click();
  await expectFit(page, 'namespace without a store, and the dialog that removes it');
  await page.getByRole('dialog').getByRole('textbox').fill(name);
  await page.getByRole('button', { name: 'Remove the namespace' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row.filter({ hasText: name }).getByRole('button')).toHaveCount(0);
});

test('whoever is no administrator finds no such pages', async ({ console: page }) => {
  await expect(page.getByRole('link', { name: 'Admin', exact: true })).toHaveCount(0);
  for (const path of ['stores', 'people', 'work', 'namespaces']) {
    expect((await page.goto(`/admin/${path}`))?.status()).toBe(404);
  }
});
