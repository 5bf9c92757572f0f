import { expect, test } from 'vitest';
import { welcomeMail } from './welcome-mail.ts';

const facts = {
  storeName: 'first',
  storeTypeLabel: 'WooCommerce',
  storeUrl: 'https://first.shops.example',
  adminUrl: 'https://first.shops.example/wp-admin',
  dashboardUrl: 'https://console.example/stores/abcdefghij',
  simulated: false,
};

test('the addresses and the way to the credentials stand in both parts', () => {
  const mail = welcomeMail(facts);
  expect(mail.subject).toBe('first: Ready');
  for (const url of [facts.storeUrl, facts.adminUrl, facts.dashboardUrl]) {
    expect(mail.text).toContain(url);
    expect(mail.html).toContain(`href="${url}"`);
  }
});

test('a simulated store says so, and its shop has no link', () => {
  const mail = welcomeMail({ ...facts, simulated: true });
  expect(mail.subject).toBe('first: Ready (simulated)');
  expect(mail.text).toContain('simulates its nodes');
  expect(mail.html).toContain('simulates its nodes');
  expect(mail.html.match(/href="[^"]*"/g)).toEqual([`href="${facts.dashboardUrl}"`]);
});

test('a hostile name is shown, not run', () => {
  const mail = welcomeMail({ ...facts, storeName: '<script>alert(1)</script>', storeUrl: 'https://x/"onclick="y' });
  expect(mail.html).not.toContain('<script>');
  expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(mail.html).not.toContain('"onclick=');
});

test('it reads in a narrow window, in the dark, and without tables or remote content', () => {
  const { html } = welcomeMail(facts);
  expect(html).toContain('prefers-color-scheme: dark');
  expect(html).toContain('width=device-width');
  expect(html).not.toMatch(/<table|<img|<script|src=/);
});
