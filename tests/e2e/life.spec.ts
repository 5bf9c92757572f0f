import { stepNames } from '#server/stores/steps.ts';
import { createStore, deleteStore, expectStatus, READY, RECIPE_MS, type StoreTypeLabel } from './store.ts';
import { expect, test, uniqueName } from './test.ts';

const TYPES: readonly StoreTypeLabel[] = ['WooCommerce', 'Medusa'];

for (const type of TYPES) {
  test(`a ${type} store passes its steps, is ready, gives its credentials, and is gone after its deletion`, async ({
    console: page,
  }) => {
    const name = uniqueName('shop');
    await createStore(page, name, type);
    await expectStatus(page, READY);

    const steps = page.getByRole('region', { name: 'Provisioning' }).locator('li[data-step]');
    expect(await steps.evaluateAll((items) => items.map((item) => item.getAttribute('data-step')))).toEqual(
      stepNames('provision'),
    );
    await expect(page.locator('li[data-step][data-status="succeeded"]:visible')).toHaveCount(
      stepNames('provision').length,
    );

    const pods = page.getByRole('region', { name: 'Pods' });
    await expect(pods.getByRole('cell', { name: 'Running' }).first()).toBeVisible();
    await expect(page.getByText('Links are off: the nodes are simulated')).toBeVisible();
    await expect(page.getByRole('link', { name: `Shop of ${name}` })).toHaveCount(0);

    await pods.getByRole('button', { name: /^database-/ }).click();
    await expect(pods.getByRole('list', { name: /^Containers of database-/ })).toContainText('running');
    await expect(pods.getByRole('list', { name: /^Events of database-/ })).toContainText('Scheduled');
    const use = page.getByRole('region', { name: 'Resources' });
    await expect(use.getByRole('meter', { name: 'CPU, at most' })).toHaveAttribute('aria-valuetext', / of 4 cores$/);

    const check = page.getByRole('region', { name: 'Last order check' });
    await expect(check.getByText('Simulated: no order was really placed.')).toBeVisible();

    const credentials = page.getByRole('region', { name: 'Credentials' });
    await credentials.getByRole('button', { name: 'Reveal' }).click();
    await expect(credentials.getByRole('definition').nth(1)).toHaveText(/^[\w-]{27}$/);
    await credentials.getByRole('button', { name: 'Hide' }).click();
    await expect(credentials.getByRole('definition')).toHaveCount(0);

    await deleteStore(page, name);
    await expect(page.getByRole('heading', { name: `${name} is gone` })).toBeVisible({ timeout: RECIPE_MS });
    await expect(page.getByRole('region', { name: 'History' }).getByText('Deletion')).toBeVisible();
    await page.getByRole('link', { name: 'All stores', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Create your first store' })).toBeVisible();
  });
}

test('credentials hide themselves after a minute', async ({ console: page }) => {
  await createStore(page, uniqueName('shop'), 'WooCommerce');
  await expectStatus(page, READY);
  await page.clock.install();
  await page.reload();
  const credentials = page.getByRole('region', { name: 'Credentials' });
  await credentials.getByRole('button', { name: 'Reveal' }).click();
  await expect(credentials.getByRole('definition')).toHaveCount(2);
  // Time goes on by itself beside this, more of it on a busy machine.
  await page.clock.fastForward(30_000);
  await expect(credentials.getByRole('definition')).toHaveCount(2);
  await page.clock.fastForward(30_000);
  await expect(credentials.getByRole('definition')).toHaveCount(0);
});

test('credentials are shown ten times a minute, then the panel says when to come back', async ({ console: page }) => {
  await createStore(page, uniqueName('shop'), 'WooCommerce');
  await expectStatus(page, READY);
  const credentials = page.getByRole('region', { name: 'Credentials' });
  for (let time = 0; time < 10; time++) {
    await credentials.getByRole('button', { name: 'Reveal' }).click();
    await credentials.getByRole('button', { name: 'Hide' }).click();
  }
  await credentials.getByRole('button', { name: 'Reveal' }).click();
  await expect(credentials.getByRole('alert')).toHaveText(/more than 10 reveals .* a minute\. Try again in \d+ s\.$/);
});

test('a store can be deleted while it comes up', async ({ console: page }) => {
  const name = uniqueName('shop');
  await createStore(page, name, 'Medusa');
  await deleteStore(page, name);
  await expect(page.getByRole('heading', { name: `${name} is gone` })).toBeVisible({ timeout: RECIPE_MS });
});
