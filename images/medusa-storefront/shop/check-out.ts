import {
  listShippingOptions,
  placeOrder,
  setAddress,
  setManualPayment,
  setShippingMethod,
} from '../medusa/checkout.ts';
import type { Cart } from '../medusa/shapes.ts';
import { readCheckout, type Errors, type Values } from './checkout-form.ts';
import { countriesOf } from './checkout-page.ts';
import type { Visit } from './visit.ts';

/** The order's id, or what has to be mended first. */
export type Outcome = { orderId: string } | { values: Values; errors: Errors };

/** Orders what is in the cart, to be paid outside the shop. Throws BackendFault where the backend refuses or is away. */
export const checkOut = async (visit: Visit, cart: Cart): Promise<Outcome> => {
  const { backend } = visit;
  const { values, errors } = readCheckout(await visit.form(), await countriesOf(visit));
  if (Object.keys(errors).length > 0) return { values, errors };

  const { email, shipping_option_id: wanted, ...address } = values;
  await setAddress(backend, cart.id, email, address);
  const wrong = await chooseDelivery(visit, cart, wanted);
  if (wrong !== null) return { values, errors: { shipping_option_id: wrong } };
  await setManualPayment(backend, cart.id);
  return { orderId: await placeOrder(backend, cart.id) };
};

/** Sets the wanted way of delivery, or the first there is; says what is wrong where that can't be. */
const chooseDelivery = async ({ backend }: Visit, cart: Cart, wanted: string): Promise<string | null> => {
  const options = await listShippingOptions(backend, cart.id);
  const option = wanted === '' ? options[0] : options.find(({ id }) => id === wanted);
  if (option) {
    await setShippingMethod(backend, cart.id, option.id);
    return null;
  }
  if (options.length > 0) return 'This way of delivery does not go to your address. Choose another.';
  const isShipped = cart.items.some(({ requires_shipping }) => requires_shipping);
  return isShipped ? 'The shop does not deliver to this address.' : null;
};
