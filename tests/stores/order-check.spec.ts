import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@playwright/test';
import type { OrderCheckView, StoreView } from '#server/stores/view.ts';
import { helmTest, installByHand, removeByHand } from './support/by-hand.ts';
import { kubectl, secretOf } from './support/cluster.ts';
import { type Contents, contentsOf } from './support/contents.ts';
import { createStore, deleteStores, scriptsStore, SELLING, type StoreTypeId } from './support/platform.ts';
import { buyAs, CUSTOMER, shopShows } from './support/customer.ts';
import { answerAt } from './support/shop.ts';

test.afterEach(removeByHand);

/** The Deployment without which nobody can order. */
const BEHIND = { medusa: 'backend', woocommerce: 'web' } as const satisfies Record<StoreTypeId, string>;

const lastCheck = ({ name }: StoreView) => scriptsStore<OrderCheckView>('order-check', name);

/** The contents of a shop once what a customer set in motion has come to its end. */
async function atRest(type: StoreTypeId, namespace: string): Promise<Contents> {
  let last: Contents = {};
  const isSame = async () => {
    const [earlier, now] = [last, await contentsOf(type, namespace)];
    last = now;
    return isDeepStrictEqual(earlier, now);
  };
  await expect.poll(isSame, { timeout: 120_000, intervals: [5_000] }).toBe(true);
  return last;
}

/** Where somebody could come upon a product who looks for it, and what the order check's product is called there. */
const LOOK_OUTS = {
  medusa: { name: /order.check/i, addresses: ['/', '/products/storewright-order-check', '/store/products?limit=100'] },
  woocommerce: {
    name: /order.check/i,
    addresses: [
      '/shop/',
      '/?s=check&post_type=product',
      '/feed/?post_type=product',
      '/wp-sitemap-posts-product-1.xml',
      '/wp-json/wc/store/v1/products?per_page=100',
      '/wp-json/wp/v2/product?per_page=100',
    ],
  },
} as const satisfies Record<StoreTypeId, { name: RegExp; addresses: readonly string[] }>;

for (const type of SELLING) {
  test.describe(`the order check of a ${type} shop`, () => {
    let store: StoreView;
    test.beforeAll(async () => {
      store = await createStore(type);
    });
    test.afterAll(deleteStores);

    test(`nobody comes upon the order check's product in a ${type} shop`, async () => {
      const key = (await secretOf(store.namespace))['publishable-key'];
      for (const address of LOOK_OUTS[type].addresses) {
        const { status, body } = await answerAt(
          new URL(address, store.url),
          key ? { 'x-publishable-api-key': key } : {},
        );
        expect(status, address).toBeLessThan(500);
        // What was asked for may stand in the page again.
        expect(body.replaceAll(address, ''), address).not.toMatch(LOOK_OUTS[type].name);
      }
    });

    test(`an order check of a ${type} shop with orders leaves its database as it was, and the dashboard shows what it did`, async ({
      browser,
      page,
    }) => {
      await buyAs(CUSTOMER, browser, type, store.url);
      const before = await atRest(type, store.namespace);
      await helmTest(store.namespace);
      expect(await contentsOf(type, store.namespace)).toEqual(before);

      await page.goto(`/stores/${store.id}`);
      const panel = page.getByRole('region', { name: 'Last order check' });
      await expect(panel.getByText('A test order was placed, read back and removed.')).toBeVisible();
      const { steps } = await lastCheck(store);
      expect(steps.length).toBeGreaterThan(3);
      await expect(panel.getByRole('listitem')).toHaveCount(steps.length);
    });

    test(`an order check of a broken ${type} shop says at which step and what was answered, and changes no status`, async ({
      page,
    }) => {
      const place = ['--namespace', store.namespace];
      await kubectl(['scale', `deployment/${BEHIND[type]}`, '--replicas=0', ...place]);
      await kubectl(['wait', 'pod', '--for=delete', `--selector=app.kubernetes.io/name=${BEHIND[type]}`, ...place]);
      await expect(helmTest(store.namespace)).rejects.toThrow();
      expect(await lastCheck(store)).toMatchObject({
        state: 'failed',
        failure: { step: expect.stringMatching(/\w/), answer: expect.stringMatching(/\w/) },
      });
      await page.goto(`/stores/${store.id}`);
      const panel = page.getByRole('region', { name: 'Last order check' });
      await expect(panel.getByText('The test order failed.')).toBeVisible();
      await expect(page.locator('header').getByText('Ready', { exact: true })).toBeVisible();
    });
  });

  test(`a ${type} shop without demo data shows no product, and its order check passes and leaves nothing`, async ({
    page,
  }) => {
    const shop = await installByHand(type, { seedDemoData: false });
    expect(await shopShows(page, type, shop.url)).toEqual([]);
    const before = await contentsOf(type, shop.namespace);
    await helmTest(shop.namespace);
    expect(await contentsOf(type, shop.namespace)).toEqual(before);
  });
}
