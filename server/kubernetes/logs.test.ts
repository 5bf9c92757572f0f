import { expect, test } from 'vitest';
import { redact } from './logs.ts';

test('a secret is censored wherever it stands, also URL-encoded and in base64', () => {
  const secret = 'pa/ss+word=1';
  const text = `a ${secret} b postgres://u:${encodeURIComponent(secret)}@db c ${Buffer.from(secret).toString('base64')}`;
  expect(redact(text, [secret])).toBe('a [redacted] b postgres://u:[redacted]@db c [redacted]');
});

test('a secret that contains another one leaves nothing behind', () => {
  expect(redact('x abcdefghij-more y', ['abcdefghij', 'abcdefghij-more'])).toBe('x [redacted] y');
});

test('words too short to be a secret stay readable', () => {
  expect(redact('user admin signed in', ['admin', ''])).toBe('user admin signed in');
});
