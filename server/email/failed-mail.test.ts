import { expect, test } from 'vitest';
import { failedMail } from './failed-mail.ts';

const facts = {
  storeName: 'first',
  storeTypeLabel: 'Medusa',
  what: 'provision',
  step: 'Start store',
  object: 'Pod/web-0',
  dashboardUrl: 'https://console.example/stores/abcdefghij',
} as const;

test('the step, the object and the way to more stand in both parts', () => {
  const mail = failedMail(facts);
  expect(mail.subject).toBe('first: Failed');
  for (const part of ['Start store', 'Pod/web-0', facts.dashboardUrl]) {
    expect(mail.text).toContain(part);
    expect(mail.html).toContain(part);
  }
  expect(mail.html.match(/href="[^"]*"/g)).toEqual([`href="${facts.dashboardUrl}"`]);
});

test('a deletion that failed is told apart, and what has no object names none', () => {
  const mail = failedMail({ ...facts, what: 'delete', object: undefined });
  expect(mail.subject).toBe('first: Deletion failed');
  expect(mail.text).not.toContain('Object');
  expect(mail.html).not.toContain('Object');
});

test('a hostile name or object is shown, not run', () => {
  const { html } = failedMail({ ...facts, storeName: '<script>1</script>', object: 'Pod/<img src=x onerror=1>' });
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('Pod/&lt;img src=x onerror=1&gt;');
});

test('it reads in a narrow window, in the dark, and without tables or remote content', () => {
  const { html } = failedMail(facts);
  expect(html).toContain('prefers-color-scheme: dark');
  expect(html).toContain('width=device-width');
  expect(html).not.toMatch(/<table|<img|<script|src=/);
});
