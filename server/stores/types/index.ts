import { medusa } from './medusa.ts';
import type { StoreType } from './store-type.ts';
import { woocommerce } from './woocommerce.ts';

const REGISTERED: readonly StoreType[] = [woocommerce, medusa];

export const STORE_TYPES: ReadonlyMap<string, StoreType> = new Map(REGISTERED.map((type) => [type.id, type]));

/** The ids of every registered type, for zod's `enum`. */
export const STORE_TYPE_IDS = REGISTERED.map((type) => type.id) as [string, ...string[]];

/** Throws when `id` is not registered: a row whose type has been taken out of the product. */
export function getStoreType(id: string): StoreType {
  const type = STORE_TYPES.get(id);
  if (!type) throw new Error(`Store type "${id}" is not registered; put its descriptor back into server/stores/types.`);
  return type;
}
