import { namespaceOf } from '#server/stores/naming.ts';
import { giveLog } from './container-log.ts';
import { createStore, expectStatus, READY } from './store.ts';
import { expect, test, uniqueName } from './test.ts';

test('a log is followed live: its lines come by themselves, and it says when they do not and catches up', async ({
  console: page,
  context,
}) => {
  const id = await createStore(page, uniqueName('shop'), 'WooCommerce');
  await expectStatus(page, READY);
  const write = await giveLog(namespaceOf(id));
  await write('the first line');
  const logs = page.getByRole('region', { name: 'Logs' });
  const lines = logs.getByRole('region', { name: 'Log lines' });
  await logs.getByRole('checkbox', { name: 'Live' }).check();
  await expect(lines).toHaveText('the first line');
  await expect(logs.getByText('1 line, live.')).toBeVisible();
  await write('the second line');
  await expect(lines).toContainText('the second line');

  await context.setOffline(true);
  await expect(logs.getByText('2 lines, connecting…')).toBeVisible();
  await write('the third line');
  await context.setOffline(false);
  await expect(lines).toContainText('the third line');
  await expect(logs.getByText('3 lines, live.')).toBeVisible();

  await logs.getByRole('checkbox', { name: 'Live' }).uncheck();
  await expect(logs.getByText('3 lines. Secrets')).toBeVisible();
});
