import { expect, test } from 'vitest';
import { readCheckout } from '../../../images/medusa-storefront/shop/checkout-form.ts';

const ADA = {
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Lovelace',
  address_1: '12 St James Square',
  postal_code: 'SW1Y 4JH',
  city: 'London',
  country_code: 'gb',
};

const read = (changes: Record<string, string> = {}) =>
  readCheckout(new URLSearchParams({ ...ADA, ...changes }), ['gb', 'hk']);

test('a whole form has no errors, and the fields that may stay empty are empty', () => {
  expect(read()).toEqual({ values: { ...ADA, province: '', shipping_option_id: '' }, errors: {} });
});

test('an empty form says of each needed field what to do, and nothing of the optional ones', () => {
  const { errors } = readCheckout(new URLSearchParams(), ['gb']);
  expect(Object.keys(errors).toSorted()).toEqual(Object.keys(ADA).toSorted());
});

test.each(['ada', 'ada@example', 'ada @example.com', '@example.com', 'ada@'])('%s is no email address', (email) => {
  expect(read({ email }).errors.email).toMatch(/whole email address/);
});

test('what was typed comes back trimmed, in one line, and otherwise as it was', () => {
  const { values, errors } = read({ first_name: '  <b>Ada\r\nX</b> ', country_code: 'GB' });
  expect([values.first_name, values.country_code, errors]).toEqual(['<b>Ada X</b>', 'gb', {}]);
});

test('a country that the shop does not deliver to is refused', () => {
  expect(read({ country_code: 'fr' }).errors.country_code).toMatch(/does not deliver there/);
});

test('a postal code is needed where the country has them', () => {
  expect(read({ postal_code: '' }).errors.postal_code).toBeDefined();
  expect(read({ postal_code: '', country_code: 'hk' }).errors.postal_code).toBeUndefined();
});

test('a field longer than its limit is refused, and one that fills it is not', () => {
  expect(read({ city: 'x'.repeat(101) }).errors.city).toMatch(/at most 100/);
  expect(read({ city: 'x'.repeat(100) }).errors.city).toBeUndefined();
});
