import { randomInt } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 10;

/** `[a-z][a-z0-9]{9}`: 26 · 36⁹ ≈ 2.6 · 10¹⁵ ids, so that a deleted one never returns in practice. */
export const STORE_ID = /^[a-z][a-z0-9]{9}$/;

/** The constant name of the Helm release in every store's namespace. */
export const RELEASE = 'store';

/** The component of every chart whose Jobs place test orders. */
export const ORDER_CHECK = 'order-check';

export function newStoreId(): string {
  const pick = (alphabet: string) => alphabet.charAt(randomInt(alphabet.length));
  return pick(LETTERS) + Array.from({ length: ID_LENGTH - 1 }, () => pick(LETTERS + '0123456789')).join('');
}

export function namespaceOf(storeId: string): string {
  return `store-${storeId}`;
}

export function hostOf(name: string, baseDomain: string): string {
  return `${name}.${baseDomain}`;
}

/** The role in each store's namespace that the platform's account is given there, and no other (DESIGN §7). */
export const MANAGER_ROLE = 'storewright-store-manager';

/** The Secret in a store's namespace that holds what was generated for it. */
export const CREDENTIALS_SECRET = 'store-credentials';
