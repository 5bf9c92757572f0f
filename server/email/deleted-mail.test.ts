import { expect, test } from 'vitest';
import { deletedMail } from './deleted-mail.ts';

const facts = { storeName: 'first', storeTypeLabel: 'Medusa', settingsUrl: 'https://console.example/settings' };

test('what is gone, and what to do about it when nobody asked, stand in both parts', () => {
  const mail = deletedMail(facts);
  expect(mail.subject).toBe('first: Deleted');
  expect(mail.text).toContain('Its name is free again.');
  expect(mail.html).toContain('Its name is free again.');
  expect(mail.text).toContain(facts.settingsUrl);
  expect(mail.html.match(/href="[^"]*"/g)).toEqual([`href="${facts.settingsUrl}"`]);
});

test('a hostile name is shown, not run', () => {
  expect(deletedMail({ ...facts, storeName: '<script>1</script>' }).html).not.toContain('<script>');
});
