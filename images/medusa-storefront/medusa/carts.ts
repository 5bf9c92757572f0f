import { orNull, type Backend } from './client.ts';
import type { Cart, Region } from './shapes.ts';

/** Medusa leaves the lines' totals out unless they are asked for. */
export const CART_FIELDS = { fields: '+items.total' };

/** The cart with its lines and totals, ordered or not; null when there is none of this id. */
export const findCart = async (backend: Backend, id: string): Promise<Cart | null> =>
  (await orNull(backend<{ cart: Cart }>(`/store/carts/${encodeURIComponent(id)}`, { query: CART_FIELDS })))?.cart ??
  null;

/** What goes into a cart. */
export interface Item {
  variant_id: string;
  quantity: number;
}

/**
 * The id of a new cart with its first item; where that is refused there is no cart either. It starts out bound for the shop's own
 * country, so that delivery has a price before an address is known.
 */
export const createCart = async (backend: Backend, region: Region, country: string, item: Item): Promise<string> => {
  const isServed = region.countries.some(({ iso_2 }) => iso_2 === country);
  const { cart } = await backend<{ cart: { id: string } }>('/store/carts', {
    method: 'POST',
    query: { fields: 'id' },
    body: { region_id: region.id, items: [item], ...(isServed && { shipping_address: { country_code: country } }) },
  });
  return cart.id;
};

/** Adds to what of the variant is in the cart already. */
export const addItem = async (backend: Backend, cartId: string, item: Item): Promise<void> => {
  await backend(`/store/carts/${cartId}/line-items`, { method: 'POST', query: { fields: 'id' }, body: item });
};

/** Sets how many of a line are wanted; with none the line goes. */
export const setQuantity = async (
  backend: Backend,
  cartId: string,
  lineId: string,
  quantity: number,
): Promise<void> => {
  const line = `/store/carts/${cartId}/line-items/${encodeURIComponent(lineId)}`;
  await (quantity === 0
    ? backend(line, { method: 'DELETE' })
    : backend(line, { method: 'POST', query: { fields: 'id' }, body: { quantity } }));
};
