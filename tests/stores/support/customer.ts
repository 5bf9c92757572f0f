import { expect, type Browser, type Page } from '@playwright/test';
import type { ShopCredentials } from '#server/stores/types/store-type.ts';
import type { StoreView } from '#server/stores/view.ts';
import { medusaShop } from './medusa-shop.ts';
import { scriptsStore, type StoreTypeId } from './platform.ts';
import { wooCommerceShop } from './woocommerce-shop.ts';

/** Who orders, and where it goes. */
export type Customer = {
  email: string;
  firstName: string;
  lastName: string;
  street: string;
  city: string;
  postcode: string;
  stateCode: string;
};

export const CUSTOMER: Customer = {
  email: 'customer@example.org',
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 Main Street',
  city: 'Portland',
  postcode: '97201',
  stateCode: 'OR',
};

/** What a browser can do in a shop of one type. */
export type Shop = {
  /** The names of the products on the first page of the shop. */
  products(page: Page, url: string): Promise<string[]>;
  /** Puts a product into the cart, checks out, and returns the number of the order as the confirmation shows it. */
  buy(page: Page, url: string, customer: Customer): Promise<string>;
  /** Signs in to the administration. */
  signIn(page: Page, credentials: ShopCredentials): Promise<void>;
  /** Opens the orders of the administration and finds one by its number, with the customer's name. */
  findOrder(page: Page, adminUrl: string, number: string, customer: Customer): Promise<void>;
};

const SHOPS: Record<StoreTypeId, Shop> = { medusa: medusaShop, woocommerce: wooCommerceShop };

/** What the shop shows to somebody who has just come in. */
export const shopShows = (page: Page, type: StoreTypeId, url: string): Promise<string[]> =>
  SHOPS[type].products(page, url);

/** Buys one product as a new customer through the ingress; the number of the order. */
export async function buyAs(customer: Customer, browser: Browser, type: StoreTypeId, url: string): Promise<string> {
  const context = await browser.newContext();
  const number = await SHOPS[type].buy(await context.newPage(), url, customer);
  await context.close();
  return number;
}

/** The owner reveals the credentials, signs in at the admin address, and sees the order of CUSTOMER. */
export async function findsOrder(browser: Browser, type: StoreTypeId, store: StoreView, number: string): Promise<void> {
  const credentials = await scriptsStore<ShopCredentials>('credentials', store.name);
  expect(credentials.loginUrl).toBe(store.adminUrl);
  const context = await browser.newContext();
  const page = await context.newPage();
  await SHOPS[type].signIn(page, credentials);
  await SHOPS[type].findOrder(page, store.adminUrl, number, CUSTOMER);
  await context.close();
}
