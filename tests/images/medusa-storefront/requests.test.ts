import { expect, test } from 'vitest';
import { BackendFault } from '../../../images/medusa-storefront/medusa/client.ts';
import { formatCookie } from '../../../images/medusa-storefront/shop/cookie.ts';
import { isOwnOrigin } from '../../../images/medusa-storefront/shop/own-origin.ts';
import { pictureAddress } from '../../../images/medusa-storefront/shop/picture-address.ts';
import { describeProblem, describeRefusal, isRefusal } from '../../../images/medusa-storefront/shop/problem.ts';
import { parseQuantity } from '../../../images/medusa-storefront/shop/quantity.ts';

const SHOP = 'https://tea.shops.example';

test.each([
  ['the shop itself', SHOP, 'tea.shops.example', true],
  ['a client that is no browser', undefined, 'tea.shops.example', true],
  ['the shop through another port', 'http://tea.shops.example:18081', 'tea.shops.example:18081', true],
  ['another site', 'https://evil.example', 'tea.shops.example', false],
  ['another shop', 'https://coffee.shops.example', 'tea.shops.example', false],
  ['a hidden origin', 'null', 'tea.shops.example', false],
  ["the shop's name as a beginning", 'https://tea.shops.example.evil.example', 'tea.shops.example', false],
])('a form of %s', (_, origin, host, isOwn) => {
  expect(isOwnOrigin(origin, host, SHOP)).toBe(isOwn);
});

test('cookies are out of reach of scripts and other sites, and Secure only over https', () => {
  expect(formatCookie('cart', 'cart_1', true)).toBe(
    'cart=cart_1; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure',
  );
  expect(formatCookie('cart', '', false)).toBe('cart=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
});

test("a cookie's value cannot end the cookie", () => {
  expect(formatCookie('cart', 'a; Domain=example', false)).toContain('cart=a%3B%20Domain%3Dexample;');
});

test.each([
  ['https://tea.shops.example/static/cup.png', '/static/cup.png'],
  ['http://backend:9000/static/cup.png', '/static/cup.png'],
  ['http://localhost:9000/static/cup.png', '/static/cup.png'],
  ['/static/cup.png', '/static/cup.png'],
  ['https://pictures.example/cup.png?w=800', 'https://pictures.example/cup.png?w=800'],
  ['http://backend:9000/admin/users', null],
  // oxlint-disable-next-line no-script-url -- that such an address is refused is the point
  ['javascript:alert(1)', null],
  ['data:image/svg+xml,<svg/>', null],
  ['', null],
  [null, null],
])('the picture %s is asked for at %s', (written, address) => {
  expect(pictureAddress(written, [SHOP, 'http://backend:9000'])).toBe(address);
});

test.each([
  ['1', 1, 1],
  ['99', 1, 99],
  ['0', 0, 0],
  ['0', 1, null],
  ['100', 1, null],
  ['-1', 0, null],
  ['1.5', 1, null],
  ['1e1', 1, null],
  ['', 0, null],
  [null, 0, null],
])('%s, at least %i, is the quantity %s', (typed, least, quantity) => {
  expect(parseQuantity(typed, least)).toBe(quantity);
});

test('a refusal is told in words, and a backend that is away or refuses the key is no refusal', () => {
  const refused = new BackendFault('Some variant does not have the required inventory', 400, 'insufficient_inventory');
  expect(isRefusal(refused)).toBe(true);
  expect(describeRefusal(refused)).toMatch(/not that many left/);
  const silent = new BackendFault('GET /store/carts was not answered', null);
  const keyless = new BackendFault('A valid publishable key is required to proceed with the request', 400);
  for (const fault of [silent, keyless, new BackendFault('', 500)]) {
    expect(isRefusal(fault)).toBe(false);
    expect(describeProblem(fault).status).toBe(503);
  }
});

test('an unforeseen error is told without its words', () => {
  expect(JSON.stringify(describeProblem(new Error('password=hunter2')))).not.toContain('hunter2');
});
