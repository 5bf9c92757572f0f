import { expect, test } from '@playwright/test';
import type { OrderCheckView, StoreView } from '#server/stores/view.ts';
import { signIn } from '#tests/e2e/test.ts';
import { helmTest, installByHand, removeByHand } from './support/by-hand.ts';
import { kubectl } from './support/cluster.ts';
import { contentsOf } from './support/contents.ts';
import { createStore, deleteStores, scriptsStore, SELLING, type StoreTypeId } from './support/platform.ts';
import { shopShows } from './support/customer.ts';

test.afterEach(deleteStores);
test.afterEach(removeByHand);

/** The Deployment without which nobody can order. */
const BEHIND = { medusa: 'backend', woocommerce: 'web' } as const satisfies Record<StoreTypeId, string>;

const lastCheck = ({ name }: StoreView) => scriptsStore<OrderCheckView>('order-check', name);

for (const type of SELLING) {
  test(`an order check of a ${type} shop leaves its database as it was, and the dashboard shows what it did`, async ({
    page,
  }) => {
    const store = await createStore(type);
    const before = await contentsOf(type, store.namespace);
    await helmTest(store.namespace);
    expect(await contentsOf(type, store.namespace)).toEqual(before);

    await signIn(page, 'owner@example.com');
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
    const store = await createStore(type);
    const place = ['--namespace', store.namespace];
    await kubectl(['scale', `deployment/${BEHIND[type]}`, '--replicas=0', ...place]);
    await kubectl(['wait', 'pod', '--for=delete', `--selector=app.kubernetes.io/name=${BEHIND[type]}`, ...place]);
    await expect(helmTest(store.namespace)).rejects.toThrow();
    expect(await lastCheck(store)).toMatchObject({
      state: 'failed',
      failure: { step: expect.stringMatching(/\w/), answer: expect.stringMatching(/\w/) },
    });
    await signIn(page, 'owner@example.com');
    await page.goto(`/stores/${store.id}`);
    const panel = page.getByRole('region', { name: 'Last order check' });
    await expect(panel.getByText('The test order failed.')).toBeVisible();
    await expect(page.locator('header').getByText('Ready', { exact: true })).toBeVisible();
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
