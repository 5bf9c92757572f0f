import { expect, test } from '@playwright/test';
import type { ShopCredentials } from '#server/stores/types/store-type.ts';
import type { StoreView } from '#server/stores/view.ts';
import { inPod } from './support/cluster.ts';
import { buyAs, CUSTOMER, findsOrder, shopShows } from './support/customer.ts';
import { createStore, deleteStore, deleteStores, scriptsStore, sells, SELLING } from './support/platform.ts';
import { lookAtRemains } from './support/remains.ts';
import { answerAt } from './support/shop.ts';

test.afterEach(deleteStores);

for (const type of SELLING) {
  test(`a ${type} store sells: a customer buys through the ingress, and its owner finds the order`, async ({
    browser,
    page,
  }) => {
    const store = await createStore(type);
    expect(store.status).toBe('ready');
    await test.step('the dashboard leads to the shop', async () => {
      await page.goto(`/stores/${store.id}`);
      const link = page.getByRole('link', { name: `Shop of ${store.name}` });
      await expect(link).toHaveAttribute('href', store.url);
      await expect(page.getByText('simulated')).toHaveCount(0);
    });
    expect((await shopShows(page, type, store.url)).length).toBeGreaterThan(0);
    const number = await buyAs(CUSTOMER, browser, type, store.url);
    await findsOrder(browser, type, store, number);
  });
}

if (!sells('woocommerce')) {
  test('a WooCommerce store without its plugin is a WordPress behind the ingress, says that the plugin is missing, and leaves nothing when it is deleted', async () => {
    const name = 'without-plugin';
    await expect(createStore('woocommerce', name)).rejects.toThrow(/WooCommerce is not in this image/);
    const store = await scriptsStore<StoreView>('get', name);
    expect(store.operation.failure).toMatchObject({ reason: 'JobFailed', step: 'start-store' });
    // The ingress controller knows the shop, and shows nothing of it before it is set up.
    expect((await answerAt(new URL(store.url))).status).toBe(503);
    // Behind that WordPress is installed in its database, and takes the owner's password.
    const { username, password } = await scriptsStore<ShopCredentials>('credentials', name);
    const form = new URLSearchParams({ log: username, pwd: password, testcookie: '1' }).toString();
    const cookie = 'wordpress_test_cookie=WP%20Cookie%20check';
    const post = ['--silent', '--include', '--header', `Host: ${store.host}`, '--cookie', cookie, '--data', '@-'];
    const address = 'http://127.0.0.1:8080/wp-login.php';
    expect(await inPod(store.namespace, 'deployment/web', ['curl', ...post, address], form)).toMatch(
      /^set-cookie: wordpress_logged_in_/im,
    );
    const expectNothingLeft = await lookAtRemains(store.namespace);
    await deleteStore(store);
    await expectNothingLeft();
  });
}
