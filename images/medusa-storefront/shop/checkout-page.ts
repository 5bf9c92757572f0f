import { listShippingOptions } from '../medusa/checkout.ts';
import type { Cart, Line, ShippingOption } from '../medusa/shapes.ts';
import { FIELD_NAMES, type Errors, type Values } from './checkout-form.ts';
import { totalsOf, type Totals } from './totals.ts';
import type { Visit } from './visit.ts';

export interface CheckoutPageProps {
  lines: Line[];
  totals: Totals;
  currency: string;
  countries: string[];
  options: ShippingOption[];
  values: Values;
  errors: Errors;
  /** Why the order was not placed, where no field is to blame. */
  refusal: string | null;
}

/** The countries that the shop delivers to, as Medusa's lower-case codes. */
export const countriesOf = async (visit: Visit): Promise<string[]> =>
  (await visit.region())?.countries.map(({ iso_2 }) => iso_2) ?? [];

/** What the cart knows already: the address of an attempt before, or at least the shop's country. */
const knownValues = (cart: Cart): Values => {
  const known: Partial<Record<string, string | null>> = { ...cart.shipping_address, email: cart.email };
  known.shipping_option_id = cart.shipping_methods?.[0]?.shipping_option_id;
  return Object.fromEntries(FIELD_NAMES.map((name) => [name, known[name] ?? ''])) as Values;
};

/** The checkout of an open cart, with what was typed when it comes back to be mended. */
export const readCheckoutPage = async (
  visit: Visit,
  cart: Cart,
  { values = knownValues(cart), errors = {}, refusal = null }: Partial<CheckoutPageProps> = {},
): Promise<CheckoutPageProps> => {
  const [countries, options] = await Promise.all([countriesOf(visit), listShippingOptions(visit.backend, cart.id)]);
  return {
    lines: cart.items.map((line) => ({ ...line, thumbnail: visit.picture(line.thumbnail) })),
    totals: totalsOf(cart),
    currency: cart.currency_code,
    countries,
    options,
    values,
    errors,
    refusal,
  };
};
