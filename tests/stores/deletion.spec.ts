import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { StoreView } from '#server/stores/view.ts';
import * as dashboard from '#tests/e2e/store.ts';
import { uniqueName } from '#tests/e2e/test.ts';
import { kubectl, list } from './support/cluster.ts';
import { deleteStores, scriptsStore, sells, TYPES } from './support/platform.ts';
import { signInWithGoogle } from './support/sign-in.ts';

test.use({ storageState: { cookies: [], origins: [] } });
test.afterEach(deleteStores);

const LABELS = { medusa: 'Medusa', woocommerce: 'WooCommerce' } as const;

type Volume = Awaited<ReturnType<typeof list>>[number] & {
  spec: { claimRef?: { namespace: string }; local?: { path: string }; hostPath?: { path: string } };
};

const volumesOf = async (namespace: string) =>
  (await list<Volume>('persistentvolumes')).filter(({ spec }) => spec.claimRef?.namespace === namespace);

for (const type of TYPES) {
  test(`somebody signs in with Google, creates a ${type} store in the dashboard, and deletes it: no namespace, volume or folder is left`, async ({
    page,
  }) => {
    await signInWithGoogle(page);
    const name = uniqueName(type.slice(0, 4));
    await dashboard.createStore(page, name, LABELS[type]);
    const end = page.locator('header').getByText(sells(type) ? 'Ready' : 'Failed', { exact: true });
    await expect(end).toBeVisible({ timeout: 300_000 });
    const { namespace } = await scriptsStore<StoreView>('get', name);
    const volumes = await volumesOf(namespace);
    expect(volumes).toHaveLength(2);
    // Folders of a node that is this very machine can be looked at; another's cannot.
    const folders = volumes
      .map(({ spec }) => spec.local?.path ?? spec.hostPath?.path ?? '')
      .filter((folder) => existsSync(folder));

    await dashboard.deleteStore(page, name);
    await expect(page.getByRole('heading', { name: `${name} is gone` })).toBeVisible({ timeout: 120_000 });

    const names = (await list('namespaces')).map(({ metadata }) => metadata.name);
    expect(names).not.toContain(namespace);
    await expect.poll(() => volumesOf(namespace), 'the provisioner removes the volumes').toEqual([]);
    await expect.poll(() => folders.filter((folder) => existsSync(folder)), 'and their folders').toEqual([]);
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
