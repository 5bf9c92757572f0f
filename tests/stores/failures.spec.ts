import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test, type Page } from '@playwright/test';
import type { StoreView } from '#server/stores/view.ts';
import { uniqueName } from '#tests/e2e/test.ts';
import { kubectl } from './support/cluster.ts';
import { environment } from './support/environment.ts';
import { buyAs, CUSTOMER, findsOrder } from './support/customer.ts';
import { createStore, deleteStores, scriptsStore, SELLING, type StoreTypeId } from './support/platform.ts';
import { answerAt } from './support/shop.ts';

test.afterEach(deleteStores);

/** The Deployment that customers see, of each type. */
const FRONT = { medusa: 'storefront', woocommerce: 'web' } as const satisfies Record<StoreTypeId, string>;

/** Asks for a store and opens its page. */
async function askFor(page: Page, type: StoreTypeId): Promise<StoreView> {
  const name = uniqueName(type.slice(0, 4));
  const store = await scriptsStore<StoreView>('create', '--type', type, '--name', name);
  await page.goto(`/stores/${store.id}`);
  return store;
}

const status = (page: Page) => page.locator('header:has(h1)').getByText(/^(Provisioning|Ready|Failed)$/);

/** Waits for a status on the page of the open store; a failed one must not be taken for one that still comes up. */
const expectStatus = (page: Page, text: 'Ready' | 'Failed') =>
  expect(status(page)).toHaveText(text, { timeout: 300_000 });

for (const type of SELLING) {
  test(`a ${type} store whose image does not exist says so, and is ready after the image is mended and retried`, async ({
    page,
  }) => {
    const store = await askFor(page, type);
    const front = FRONT[type];
    const missing = `${front}=storewright/none:missing`;
    // Whoever changes an image by hand, or gives a chart a wrong tag, leaves the cluster in this state.
    await expect
      .poll(
        () =>
          kubectl(['set', 'image', `deployment/${front}`, missing, '--namespace', store.namespace]).then(
            () => 'set',
            String,
          ),
        { timeout: 60_000 },
      )
      .toBe('set');
    await expectStatus(page, 'Failed');
    const failure = page.getByRole('region', { name: 'An image could not be pulled' });
    await expect(failure.getByText('ImagePull', { exact: true })).toBeVisible();
    await expect(failure.getByText(/storewright\/none:missing/).first()).toBeVisible();

    await failure.getByRole('button', { name: 'Retry' }).click();
    await expectStatus(page, 'Ready');
  });

  test(`a ${type} store whose quota is too small says so with the numbers, and is ready after it was raised and retried`, async ({
    page,
  }) => {
    const store = await askFor(page, type);
    const small = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'too-small', namespace: store.namespace },
      spec: { hard: { 'limits.memory': '600Mi' } },
    };
    await expect
      .poll(() => kubectl(['create', '-f', '-'], small).then(() => 'made', String), {
        timeout: 60_000,
        intervals: [50],
      })
      .toBe('made');
    const hard = ['get', 'resourcequota/too-small', '--namespace', store.namespace, '--output=jsonpath={.status.hard}'];
    await expect.poll(() => kubectl(hard), { timeout: 60_000 }).toContain('600Mi');
    // Should its pod have been quicker than the quota, the one that comes in its place is refused.
    const front = `--selector=app.kubernetes.io/name=${FRONT[type]}`;
    await kubectl(['delete', 'pods', front, '--namespace', store.namespace, '--grace-period=0', '--force']);
    await expectStatus(page, 'Failed');
    const failure = page.getByRole('region', { name: 'The quota of the store is used up' });
    await expect(
      failure.getByText(/exceeded quota: .+requested: limits\.\w+=.+used: .+limited: /).first(),
    ).toBeVisible();

    await kubectl(['delete', 'resourcequota', 'too-small', '--namespace', store.namespace]);
    await failure.getByRole('button', { name: 'Retry' }).click();
    await expectStatus(page, 'Ready');
  });

  test(`a ${type} store whose database is killed during its order check is ready all the same`, async ({ page }) => {
    const store = await askFor(page, type);
    const log = ['logs', '--selector=app.kubernetes.io/name=order-check', '--namespace', store.namespace];
    // The product is in the cart, and everything else is still to come.
    await expect
      .poll(() => kubectl(log).catch(String), { timeout: 120_000, intervals: [50] })
      .toMatch(/^ok (Add to cart|Put the product into the cart)/m);
    await kubectl(['delete', 'pod/database-0', '--namespace', store.namespace, '--grace-period=0', '--force']);
    await expectStatus(page, 'Ready');
  });
}

if (environment('STORES_RESTART_NODE')) {
  test('after a restart of the node the shops answer, their orders are there, and what was coming up is ready', async ({
    browser,
  }) => {
    const stores = [];
    for (const type of SELLING) stores.push({ type, store: await createStore(type) });
    const orders = [];
    for (const { type, store } of stores) orders.push(await buyAs(CUSTOMER, browser, type, store.url));
    const comingUp = await scriptsStore<StoreView>('create', '--type', 'medusa', '--name', uniqueName('medu'));

    await promisify(execFile)('sh', ['-c', environment('STORES_RESTART_NODE')]);

    const list = () => scriptsStore<StoreView[]>('list').then((found) => found.length, String);
    await expect.poll(list, { message: 'the platform is back', timeout: 180_000 }).toBe(stores.length + 1);
    const statusNow = () => scriptsStore<StoreView>('get', comingUp.name).then((found) => found.status, String);
    await expect.poll(statusNow, { timeout: 300_000 }).toBe('ready');
    // Not before: shops that come up leave little of a small node to a browser.
    for (const [index, { type, store }] of stores.entries()) {
      const answers = () => answerAt(new URL(store.url)).then(({ status: code }) => code, String);
      await expect.poll(answers, { timeout: 180_000 }).toBe(200);
      await findsOrder(browser, type, store, orders[index] ?? '');
    }
  });
}
