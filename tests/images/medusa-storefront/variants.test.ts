import { expect, test } from 'vitest';
import type { Variant } from '../../../images/medusa-storefront/medusa/shapes.ts';
import {
  buyable,
  choicesOf,
  chosenVariant,
  lowestPrice,
  priceOf,
} from '../../../images/medusa-storefront/shop/variants.ts';

const variant = (size: string, colour: string, stock: number, amount = 10): Variant => ({
  id: `${size}-${colour}`,
  title: `${size} / ${colour}`,
  manage_inventory: true,
  allow_backorder: false,
  inventory_quantity: stock,
  calculated_price: { calculated_amount: amount, original_amount: amount, currency_code: 'eur' },
  options: [
    { option_id: 'size', value: size },
    { option_id: 'colour', value: colour },
  ],
});

const variants = [variant('S', 'Black', 0), variant('S', 'White', 2), variant('M', 'Black', 5, 12)];
const [blackS, whiteS, blackM] = variants as [Variant, Variant, Variant];
const options = [
  { id: 'size', title: 'Size', values: [{ value: 'S' }, { value: 'M' }] },
  { id: 'colour', title: 'Colour', values: [{ value: 'Black' }, { value: 'White' }, { value: 'Red' }] },
];

test('what can be bought is what is in stock, unless the shop does not count or takes orders ahead', () => {
  expect([blackS, whiteS].map(buyable)).toEqual([0, 2]);
  expect(buyable({ ...blackS, manage_inventory: false })).toBe(99);
  expect(buyable({ ...blackS, allow_backorder: true })).toBe(99);
  expect(buyable({ ...whiteS, inventory_quantity: 5000 })).toBe(99);
  expect(buyable({ ...whiteS, inventory_quantity: -3 })).toBe(0);
});

test('what has no price cannot be bought', () => {
  expect(buyable({ ...whiteS, calculated_price: null })).toBe(0);
});

test('the price is the one with tax where it is known, and a reduction shows the price before', () => {
  const calculated_price = { calculated_amount: 8, original_amount: 10, currency_code: 'eur' };
  expect(priceOf({ ...whiteS, calculated_price })).toEqual({ now: 8, before: 10 });
  const taxed = { ...calculated_price, calculated_amount_with_tax: 9.52, original_amount_with_tax: 11.9 };
  expect(priceOf({ ...whiteS, calculated_price: taxed })).toEqual({ now: 9.52, before: 11.9 });
});

test('a product is priced from its cheapest variant', () => {
  expect(lowestPrice(variants)).toEqual({ now: 10, before: null, isFrom: true });
  expect(lowestPrice([blackM])).toEqual({ now: 12, before: null, isFrom: false });
  expect(lowestPrice([])).toBeNull();
});

test('the address chooses the variant, else the first that can be bought is chosen', () => {
  expect(chosenVariant(variants, 'M-Black')).toBe(blackM);
  expect(chosenVariant(variants, 'gone')).toBe(whiteS);
  expect(chosenVariant([blackS], undefined)).toBe(blackS);
  expect(chosenVariant([], undefined)).toBeNull();
});

test('each value leads to the variant nearest to the chosen one; a value without a variant leads nowhere', () => {
  const [sizes, colours] = choicesOf({ options, variants }, whiteS);
  expect(sizes?.choices).toEqual([
    { value: 'S', isChosen: true, variantId: 'S-White', isSoldOut: false },
    { value: 'M', isChosen: false, variantId: 'M-Black', isSoldOut: false },
  ]);
  expect(colours?.choices).toEqual([
    { value: 'Black', isChosen: false, variantId: 'S-Black', isSoldOut: true },
    { value: 'White', isChosen: true, variantId: 'S-White', isSoldOut: false },
    { value: 'Red', isChosen: false, variantId: null, isSoldOut: true },
  ]);
});
