import { expect, test } from '@playwright/test';
import type { StoreView } from '#server/stores/view.ts';
import * as dashboard from '#tests/e2e/store.ts';
import { uniqueName } from '#tests/e2e/test.ts';
import { kubectl } from './support/cluster.ts';
import { deleteStores, scriptsStore, SELLING } from './support/platform.ts';
import { lookAtRemains } from './support/remains.ts';
import { signInWithGoogle } from './support/sign-in.ts';

test.use({ storageState: { cookies: [], origins: [] } });
test.afterEach(deleteStores);

const LABELS = { medusa: 'Medusa', woocommerce: 'WooCommerce' } as const;

for (const type of SELLING) {
  test(`somebody signs in with Google, creates a ${type} store in the dashboard, and deletes it: no namespace, volume or folder is left`, async ({
    page,
  }) => {
    await signInWithGoogle(page);
    const name = uniqueName(type.slice(0, 4));
    await dashboard.createStore(page, name, LABELS[type]);
    await expect(page.locator('header').getByText('Ready', { exact: true })).toBeVisible({ timeout: 300_000 });
    const expectNothingLeft = await lookAtRemains((await scriptsStore<StoreView>('get', name)).namespace);

    await dashboard.deleteStore(page, name);
    await expect(page.getByRole('heading', { name: `${name} is gone` })).toBeVisible({ timeout: 120_000 });
    await expectNothingLeft();
  });
}

test('the platform works by its own account, which is no administrator', async () => {
  const account = 'system:serviceaccount:storewright-system:storewright';
  const may = (...what: string[]) =>
    kubectl(['auth', 'can-i', ...what, '--as', account]).catch((error: { stdout: string }) => error.stdout);
  expect((await may('create', 'namespaces')).trim()).toBe('yes');
  for (const [verb = '', what = ''] of [
    ['*', '*'],
    ['get', 'secrets'],
    ['create', 'clusterrolebindings'],
  ])
    expect((await may(verb, what, '--namespace', 'kube-system')).trim(), `${verb} ${what}`).toBe('no');
});
