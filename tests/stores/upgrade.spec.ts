import { expect, test } from '@playwright/test';
import { rollback, rolledOut, upgrade } from './support/by-hand.ts';
import { kubectl, list, secretOf } from './support/cluster.ts';
import { psql } from './support/contents.ts';
import { buyAs, CUSTOMER, findsOrder } from './support/customer.ts';
import { createStore, deleteStores, SELLING, type StoreTypeId } from './support/platform.ts';
import { answerAt } from './support/shop.ts';

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
    // While pods change, the ingress controller answers 503 for a moment.
    const answers = (status: number) =>
      expect.poll(async () => (await answerAt(new URL(address, store.url))).status, { timeout: 60_000 }).toBe(status);

    await test.step('a changed value', async () => {
      await upgrade(store, { resources: { [image]: { requests: { cpu: '210m' } } } });
      const [deployment] = (await list('deployments', store.namespace)).filter(
        ({ metadata }) => metadata.name === image,
      );
      expect(JSON.stringify(deployment?.spec)).toContain('210m');
      await answers(404);
      await findsOrder(browser, type, store, order);
    });

    await test.step('the next build of the image really runs', async () => {
      await answers(404);
      await upgrade(store, imageOf(type, '0.1.0-next'));
      await answers(200);
      await findsOrder(browser, type, store, order);
    });

    await test.step('the rollback brings the former image back', async () => {
      await rollback(store.namespace);
      await answers(404);
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
      await answers(404);
      await findsOrder(browser, type, store, order);
    });

    expect(await secretOf(store.namespace)).toEqual(secret);
  });
}

test('a Medusa shop that an earlier version migrated last is migrated by the image of its upgrade', async () => {
  const store = await createStore('medusa');
  const version = () => psql(store.namespace, 'select version from storewright.schema_version');
  const current = await version();
  await psql(store.namespace, "update storewright.schema_version set version = '2.0.0'");
  await upgrade(store, imageOf('medusa', '0.1.0-next'));
  await expect.poll(version, { message: 'the version that the Job init left', timeout: 180_000 }).toEqual(current);
});
