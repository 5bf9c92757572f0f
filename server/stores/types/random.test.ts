import { expect, it } from 'vitest';
import { randomKey, randomPassword, randomPublishableKey } from './random.ts';

it.each([
  ['a password has 160 bits in 27 URL-safe characters', randomPassword, /^[\w-]{27}$/],
  ['a key has 512 bits in 86', randomKey, /^[\w-]{86}$/],
  ['a publishable key has the form of Medusa’s own', randomPublishableKey, /^pk_[0-9a-f]{64}$/],
])('%s, and each is another one', (_, make, form) => {
  const made = Array.from({ length: 100 }, make);
  expect(made.filter((value) => !form.test(value))).toEqual([]);
  expect(new Set(made).size).toBe(made.length);
});
