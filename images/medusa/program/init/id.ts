import { randomBytes } from 'node:crypto';

/** An id in the manner of Medusa's: what it is, and 26 characters that no other has. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(13).toString('hex').toUpperCase()}`;
}
