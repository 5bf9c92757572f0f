import { expect, test } from 'vitest';
import { readOrders, writeOrders } from '../../../images/medusa-storefront/shop/order-cookie.ts';

const SECRET = 'pk_of_the_shop';
const [ours = ''] = writeOrders(['order_1'], SECRET).split(',');

test('a browser sees the orders that it placed, the newest first', () => {
  expect(readOrders(writeOrders(['order_2', 'order_1'], SECRET), SECRET)).toEqual(['order_2', 'order_1']);
});

test.each([
  ['an id without a signature', 'order_1'],
  ['an id with an empty signature', 'order_1.'],
  ['the signature of another order', ours.replace('order_1', 'order_2')],
  ['a part of the signature', ours.slice(0, -1)],
  ["another shop's signature", writeOrders(['order_1'], 'pk_of_another_shop')],
  ['nothing', ''],
])('%s opens no order', (_, cookie) => {
  expect(readOrders(cookie, SECRET)).toEqual([]);
});

test('of many orders the newest ten stay, which a browser can keep in a cookie', () => {
  const ids = Array.from({ length: 12 }, (_, at) => `order_01${String(at).padStart(24, '0')}`);
  const cookie = writeOrders(ids, SECRET);
  expect(readOrders(cookie, SECRET)).toEqual(ids.slice(0, 10));
  expect(encodeURIComponent(cookie).length).toBeLessThan(4000);
});
