import { expectFit } from './fit.ts';
import { breakDatabases, mendDatabases } from './crashing-database.ts';
import { createStore, expectStatus, READY } from './store.ts';
import { pressOn } from './tab-to.ts';
import { expect, test, uniqueName } from './test.ts';

test.afterEach(mendDatabases);

test('a failed store says what failed, where, why and what to do, and is ready after the cause is mended and retried', async ({
  console: page,
}) => {
  await breakDatabases();
  const name = uniqueName('shop');
  await createStore(page, name, 'Medusa');
  await expectStatus(page, 'Failed');

  const failure = page.getByRole('region', { name: 'A container starts and ends again and again' });
  await expect(failure.getByText('Start database')).toBeVisible();
  await expect(failure.getByText('CrashLoop', { exact: true })).toBeVisible();
  await expect(failure.getByRole('definition').getByText(/^Pod\//)).toBeVisible();
  await expect(failure.getByText(/back-off 5m0s restarting failed container/).first()).toBeVisible();
  await expect(failure.getByText('mend what they name, then retry')).toBeVisible();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await failure.getByRole('button', { name: 'Copy diagnostics' }).click();
  const diagnostics = await page.evaluate(() => navigator.clipboard.readText());
  expect(diagnostics).toContain('Reason: CrashLoop');
  expect(diagnostics).toContain(name);
  await expectFit(page, 'failed store');

  await page.getByRole('link', { name: 'All stores', exact: true }).click();
  await expect(
    page
      .getByRole('row')
      .filter({ hasText: name })
      .getByText(/CrashLoopBackOff/),
  ).toBeVisible();
  await expectFit(page, 'list with a failed store');
  await page.getByRole('link', { name }).click();

  await mendDatabases();
  await pressOn(page, failure.getByRole('button', { name: 'Retry' }));
  await expectStatus(page, READY);
  await expect(failure).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'History' }).getByText('Provisioning')).toHaveCount(2);
});
