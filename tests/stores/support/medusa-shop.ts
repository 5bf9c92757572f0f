import { expect } from '@playwright/test';
import type { Shop } from './customer.ts';

/** Our storefront, and Medusa's own administration. */
export const medusaShop: Shop = {
  async products(page, url) {
    await page.goto(url);
    return page.locator('.card-title').allTextContents();
  },

  async buy(page, url, customer) {
    await page.goto(url);
    await page.locator('main').getByRole('listitem').getByRole('link').first().click();
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.getByRole('link', { name: 'Go to checkout' }).click();
    const fields = {
      Email: customer.email,
      'First name': customer.firstName,
      'Last name': customer.lastName,
      'Street and number': customer.street,
      'Postal code': customer.postcode,
      'Town or city': customer.city,
    };
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByRole('button', { name: 'Place the order' }).click();
    await expect(page).toHaveURL(/\/orders\//);
    const number = /\d+/.exec(
      await page
        .getByText(/^Order \d+$/)
        .first()
        .innerText(),
    )?.[0];
    if (number === undefined) throw new Error('The confirmation shows no number of the order.');
    return number;
  },

  async signIn(page, { loginUrl, username, password }) {
    await page.goto(loginUrl);
    await page.getByPlaceholder('Email').fill(username);
    await page.getByPlaceholder('Password').fill(password);
    await page.getByRole('button', { name: 'Continue with Email' }).click();
    await expect(page.getByRole('link', { name: 'Orders' })).toBeVisible();
  },

  async findOrder(page, adminUrl, number, customer) {
    await page.goto(`${adminUrl}/orders`);
    await page
      .getByRole('link', { name: `#${number}` })
      .first()
      .click();
    await expect(page.getByText(customer.email).first()).toBeVisible();
  },
};
