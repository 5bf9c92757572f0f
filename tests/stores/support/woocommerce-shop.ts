import { expect } from '@playwright/test';
import type { Shop } from './customer.ts';

/** The shop pages of WooCommerce in blocks, and wp-admin. */
export const wooCommerceShop: Shop = {
  async products(page, url) {
    await page.goto(new URL('/shop/', url).href);
    return page.locator('.wc-block-product, li.product').getByRole('heading').allTextContents();
  },

  async buy(page, url, customer) {
    await page.goto(new URL('/shop/', url).href);
    await page.locator('.wc-block-product, li.product').getByRole('link').first().click();
    await page.getByRole('button', { name: 'Add to cart', exact: true }).first().click();
    await page.goto(new URL('/checkout/', url).href);
    const fields = {
      'Email address': customer.email,
      'First name': customer.firstName,
      'Last name': customer.lastName,
      Address: customer.street,
      City: customer.city,
      'ZIP Code': customer.postcode,
    };
    for (const [label, value] of Object.entries(fields))
      await page.getByLabel(label, { exact: true }).first().fill(value);
    // The page tells the shop of the address a moment after it was typed, and takes no order before the shop has answered.
    const told = page.waitForResponse(
      (response) => response.ok() && (response.request().postData() ?? '').includes(`"state":"${customer.stateCode}"`),
    );
    await page.getByLabel('State', { exact: true }).first().selectOption(customer.stateCode);
    await told;
    await page.getByRole('button', { name: 'Place Order' }).click();
    await expect(page).toHaveURL(/order-received/);
    const number = /order-received\/(\d+)/.exec(page.url())?.[1];
    if (number === undefined) throw new Error('The confirmation shows no number of the order.');
    return number;
  },

  async signIn(page, { loginUrl, username, password }) {
    await page.goto(loginUrl);
    await page.getByLabel('Username or Email Address').fill(username);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Log In' }).click();
    await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
  },

  async findOrder(page, adminUrl, number, customer) {
    await page.goto(new URL('admin.php?page=wc-orders', adminUrl).href);
    const row = page.getByRole('row').filter({ hasText: `#${number}` });
    await expect(row).toContainText(`${customer.firstName} ${customer.lastName}`);
  },
};
