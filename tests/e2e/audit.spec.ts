import { readFile } from 'node:fs/promises';
import { adminEmail } from './environment.ts';
import { expectFit } from './fit.ts';
import { createStore, expectStatus, READY } from './store.ts';
import { expect, signIn, test, uniqueName } from './test.ts';

test('the page of a store tells its owner who did what to it, as it happens', async ({ console: page }) => {
  const email = await page.getByRole('banner').getByText('@example.org').innerText();
  await createStore(page, uniqueName('shop'), 'WooCommerce');
  const activity = page.getByRole('region', { name: 'Activity' });
  const created = activity.getByRole('row').filter({ hasText: 'Created the store' });
  await expect(created).toContainText(email);
  await expect(created).toContainText(/127\.0\.0\.1|::1/);
  await expectStatus(page, READY);
  await page.getByRole('button', { name: 'Reveal' }).click();
  await expect(activity.getByRole('row').filter({ hasText: 'Revealed the credentials' })).toContainText(email);
  const ended = activity.getByRole('row').filter({ hasText: 'Provisioning ended' });
  await expect(ended).toContainText('Succeeded');
  await expect(ended).toContainText(`for ${email}`);
});

test('an administrator finds what a person did, and takes it away as a file', async ({ console: page, browser }) => {
  const email = await page.getByRole('banner').getByText('@example.org').innerText();
  const admin = await (
    await browser.newContext({ baseURL: new URL(page.url()).origin, acceptDownloads: true })
  ).newPage();
  await signIn(admin, adminEmail());
  await admin.getByRole('link', { name: 'Audit' }).click();
  await expect(admin.getByRole('heading', { name: 'Audit log' })).toBeVisible();
  const administration = admin.getByRole('navigation', { name: 'Administration' });
  await expect(administration.getByRole('link', { name: 'Audit log' })).toHaveAttribute('aria-current', 'page');
  await admin.getByRole('searchbox', { name: 'Person' }).fill(email);
  await expect(admin).toHaveURL(/person=/);
  await admin.getByLabel('Action').selectOption('Signed in');
  await expect(admin.getByRole('row').filter({ hasText: email })).toHaveCount(1);
  await expect(admin.getByRole('row')).toHaveCount(2);
  await expectFit(admin, 'audit log');

  const [download] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('link', { name: 'Export as CSV' }).click(),
  ]);
  const [head, ...records] = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(head).toContain('"person"');
  expect(records).toHaveLength(1);
  expect(records[0]).toContain(`"${email}"`);

  await admin.getByLabel('Until').fill('2020-01-01');
  await expect(admin.getByText('No entry matches this filter.')).toBeVisible();
  await expectFit(admin, 'audit log without a match');
  await admin.context().close();
});

test('whoever is no administrator finds no such page', async ({ console: page }) => {
  await expect(page.getByRole('link', { name: 'Audit' })).toHaveCount(0);
  const answer = await page.goto('/audit');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Administration' })).toHaveCount(0);
  await expectFit(page, 'page that is not there, within the console');
  await page.goto('/no-such-page');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await expectFit(page, 'page that is not there');
});
