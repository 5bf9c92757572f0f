import { expect, test } from 'vitest';
import { formatMoney } from '../../../images/medusa-storefront/shop/money.ts';
import { totalsOf } from '../../../images/medusa-storefront/shop/totals.ts';

test('amounts are in the main unit and written as the country writes them in English', () => {
  expect(formatMoney(1234.5, 'usd', 'us')).toBe('$1,234.50');
  expect(formatMoney(19.9, 'gbp', 'gb')).toBe('£19.90');
});

test('a currency without a minor unit has no decimals', () => {
  expect(formatMoney(1200, 'jpy', 'us')).toBe('¥1,200');
});

test('a country that nobody has heard of does not stop the shop', () => {
  expect(formatMoney(5, 'usd', 'zz')).toBe('$5.00');
});

const sums = {
  currency_code: 'eur',
  original_item_total: 40,
  item_total: 36,
  shipping_total: 5,
  tax_total: 6.55,
  total: 41,
};

test('the lines of a bill add up to its total', () => {
  const { items, discount, shipping, total } = totalsOf({ ...sums, shipping_methods: [{ name: 'Standard' }] });
  expect([items, discount, shipping]).toEqual([40, -4, 5]);
  expect(items + discount + (shipping ?? 0)).toBe(total);
});

test('free delivery is not the same as none chosen', () => {
  expect(totalsOf({ ...sums, shipping_total: 0, shipping_methods: [{ name: 'Free' }] }).shipping).toBe(0);
  expect(totalsOf({ ...sums, shipping_total: 0, shipping_methods: [] }).shipping).toBeNull();
});
