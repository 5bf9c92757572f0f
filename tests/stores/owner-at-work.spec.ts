import { expect, test } from '@playwright/test';
import type { ShopCredentials } from '#server/stores/types/store-type.ts';
import { helmTest } from './support/by-hand.ts';
import { createStore, deleteStores, scriptsStore, sells } from './support/platform.ts';
import { answerAt, post } from './support/shop.ts';

test.afterEach(deleteStores);

if (sells('woocommerce')) {
  test('an order check signs nobody out who signs in to WordPress while it runs', async () => {
    const store = await createStore('woocommerce');
    const { loginUrl, username, password } = await scriptsStore<ShopCredentials>('credentials', store.name);
    const signIn = async () => {
      const form = { log: username, pwd: password, testcookie: '1' };
      const cookie = 'wordpress_test_cookie=WP%20Cookie%20check';
      return (await post(new URL('/wp-login.php', loginUrl), form, { cookie })).cookies.join('; ');
    };

    const over = new AbortController();
    const check = helmTest(store.namespace).finally(() => over.abort());
    const sessions: string[] = [];
    while (!over.signal.aborted) sessions.push(await signIn());
    await check;

    for (const cookie of sessions) {
      const { status } = await answerAt(new URL('profile.php', loginUrl), { cookie });
      expect(status, 'the page of a person who is signed in').toBe(200);
    }
  });
}
