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

/** What has to be corrected, or only looked at, before there can be an order. */
export interface Draft {
  cart: Cart;
  values: Values;
  errors: Errors;
}

const addressOf = ({ email: _email, shipping_option_id: _option, ...address }: Values) => address;

/** Brings the cart up to what the form says so far, for the ways of delivery and the total that follow from it. */
export const updateDraft = async (visit: Visit, cart: Cart): Promise<Draft> => {
  const { values, errors } = readCheckout(await visit.form(), await countriesOf(visit));
  if (errors.country_code) return { cart, values, errors: { country_code: errors.country_code } };
  return { cart: await setAddress(visit.backend, cart.id, addressOf(values)), values, errors: {} };
};

/**
 * Orders what is in the cart, to be paid outside the shop, and gives the order's id. Throws BackendFault where the backend refuses or
 * is away.
 */
export const checkOut = async (visit: Visit, cart: Cart): Promise<string | Draft> => {
  const { backend } = visit;
  const { values, errors } = readCheckout(await visit.form(), await countriesOf(visit));
  if (Object.keys(errors).length > 0) return { cart, values, errors };

  const addressed = await setAddress(backend, cart.id, addressOf(values), values.email);
  const wrong = await chooseDelivery(visit, cart, values.shipping_option_id);
  if (wrong !== null) return { cart: addressed, values, errors: { shipping_option_id: wrong } };
  await setManualPayment(backend, cart.id);
  return placeOrder(backend, cart.id);
};

/** Sets the wanted way of delivery, or the first there is; says what is wrong where that can't be. */
const chooseDelivery = async ({ backend }: Visit, cart: Cart, wanted: string): Promise<string | null> => {
  const options = await listShippingOptions(backend, cart.id);
  const option = wanted === '' ? options[0] : options.find(({ id }) => id === wanted);
  if (option) {
    await setShippingMethod(backend, cart.id, option.id);
    return null;
  }
  if (options.length > 0) return 'The chosen delivery does not go to your address. Choose one of these.';
  const isShipped = cart.items.some(({ requires_shipping }) => requires_shipping);
  return isShipped ? 'The shop does not deliver to this address.' : null;
};
