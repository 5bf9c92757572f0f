import { randomBytes } from 'node:crypto';

/** 160 random bits in the URL-safe alphabet: 27 characters that need no quoting anywhere (DESIGN §6). */
export function randomPassword(): string {
  return randomBytes(20).toString('base64url');
}

/** 512 random bits for keys that sign and salts. */
export function randomKey(): string {
  return randomBytes(64).toString('base64url');
}

/** `pk_` and 64 hexadecimal digits, the form of Medusa's own publishable keys. */
export function randomPublishableKey(): string {
  return `pk_${randomBytes(32).toString('hex')}`;
}
