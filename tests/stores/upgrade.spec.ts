import { expect, test } from '@playwright/test';
import { rollback, rolledOut, upgrade } from './support/by-hand.ts';
import { kubectl, list, secretOf } from './support/cluster.ts';
import { buyAs, CUSTOMER, findsOrder } from './support/customer.ts';
import { createStore, deleteStores, SELLING, type StoreTypeId } from './support/platform.ts';
import { textAt } from './support/shop.ts';

test.afterEach(deleteStores);

/** Of each type: the image that serves, its workload, and an address that only its next build (tests/stores/next) answers. */
const NEXT = {
  medusa: { image: 'backend', address: '/hooks/next' },
  woocommerce: { image: 'web', address: '/next-build.php' },
} as const satisfies Record<StoreTypeId, { image: string; address: string }>;

const imageOf = (type: StoreTypeId, tag: string) => ({
  images: { [NEXT[type].image]: { repository: `storewright/${type}`, tag, digest: '' } },
});

for (const type of SELLING) {
  test(`a ${type} shop keeps orders, passwords and key over an upgrade, a new image, a rollback and deleted pods`, async ({
    browser,
  }) => {
    const store = await createStore(type);
    const order = await buyAs(CUSTOMER, browser, type, store.url);
    const secret = await secretOf(store.namespace);
    const { address, image } = NEXT[type];

    await test.step('a changed value', async () => {
      await upgrade(store, { resources: { [image]: { requests: { cpu: '210m' } } } });
      const [deployment] = (await list('deployments', store.namespace)).filter(
        ({ metadata }) => metadata.name === image,
      );
      expect(JSON.stringify(deployment?.spec)).toContain('210m');
      await findsOrder(browser, type, store, order);
    });

    await test.step('the next build of the image really runs', async () => {
      expect(await textAt(new URL(address, store.url))).not.toContain('next build');
      await upgrade(store, imageOf(type, '0.1.0-next'));
      expect(await textAt(new URL(address, store.url))).toContain('next build');
      await findsOrder(browser, type, store, order);
    });

    await test.step('the rollback brings the former image back', async () => {
      await rollback(store.namespace);
      expect(await textAt(new URL(address, store.url))).not.toContain('next build');
      await findsOrder(browser, type, store, order);
    });

    await test.step('every pod deleted by hand comes back', async () => {
      await kubectl([
        'delete',
        'pods',
        '--namespace',
        store.namespace,
        '--selector=storewright.dev/role in (web, app, data)',
      ]);
      // With OnDelete there is no roll-out whose status could be asked for.
      const ready = '--for=jsonpath={.status.readyReplicas}=1';
      await kubectl(['wait', ready, 'statefulset/database', '--namespace', store.namespace, '--timeout=300s']);
      await rolledOut(store.namespace);
      await findsOrder(browser, type, store, order);
    });

    expect(await secretOf(store.namespace)).toEqual(secret);
  });
}
