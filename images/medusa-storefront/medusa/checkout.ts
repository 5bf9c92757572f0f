import { CART_FIELDS } from './carts.ts';
import { BackendFault, type Backend } from './client.ts';
import type { Address, Cart, ShippingOption } from './shapes.ts';

/** Medusa's own provider: nothing is charged, the shop and the customer settle it between them. */
const MANUAL_PAYMENT = 'pp_system_default';

/** An order given up too early is placed all the same, and the person told otherwise: more patience (ms) than for a page. */
const ORDER_PATIENCE = 20_000;

/** The ways of delivery to the address that the cart has. */
export const listShippingOptions = async (backend: Backend, cartId: string): Promise<ShippingOption[]> =>
  (
    await backend<{ shipping_options: ShippingOption[] }>('/store/shipping-options', {
      query: { cart_id: cartId },
    })
  ).shipping_options;

/** Changes the cart and gives it as it is then. */
const change = async (backend: Backend, path: string, body: unknown): Promise<Cart> =>
  (await backend<{ cart: Cart }>(path, { method: 'POST', query: CART_FIELDS, body })).cart;

/** Writes down where the order goes, as far as it is known, and who orders: ways of delivery and taxes follow from the address. */
export const setAddress = (backend: Backend, cartId: string, address: Address, email?: string): Promise<Cart> =>
  change(backend, `/store/carts/${cartId}`, { email, shipping_address: address, billing_address: address });

/** Chooses the way of delivery in place of any chosen before. */
export const setShippingMethod = (backend: Backend, cartId: string, optionId: string): Promise<Cart> =>
  change(backend, `/store/carts/${cartId}/shipping-methods`, { option_id: optionId });

/** Arranges for payment outside the shop. */
export const setManualPayment = async (backend: Backend, cartId: string): Promise<void> => {
  const { payment_collection } = await backend<{ payment_collection: { id: string } }>('/store/payment-collections', {
    method: 'POST',
    body: { cart_id: cartId },
  });
  await backend(`/store/payment-collections/${payment_collection.id}/payment-sessions`, {
    method: 'POST',
    body: { provider_id: MANUAL_PAYMENT },
  });
};

type Completion =
  { type: 'order'; order: { id: string } } | { type: 'cart'; error: { message: string; type?: string; code?: string } };

/** Turns the cart into an order and gives the order's id; a cart that became an order before gives that one's again. */
export const placeOrder = async (backend: Backend, cartId: string): Promise<string> => {
  const answer = await backend<Completion>(`/store/carts/${cartId}/complete`, {
    method: 'POST',
    patience: ORDER_PATIENCE,
  });
  if (answer.type === 'order') return answer.order.id;
  throw new BackendFault(answer.error.message, 409, answer.error.code);
};
