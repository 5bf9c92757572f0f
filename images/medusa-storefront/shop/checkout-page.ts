import { listShippingOptions, setShippingMethod } from '../medusa/checkout.ts';
import type { Cart, Line, ShippingOption } from '../medusa/shapes.ts';
import { FIELD_NAMES, type Errors, type Values } from './checkout-form.ts';
import { totalsOf, type Totals } from './totals.ts';
import type { Visit } from './visit.ts';

/** What came of the form: all empty when it is shown for the first time. */
interface Returned {
  values: Values;
  errors: Errors;
  /** Why the order was not placed, where no field is to blame. */
  refusal: string | null;
}

export interface CheckoutPageProps extends Returned {
  lines: Line[];
  totals: Totals;
  currency: string;
  countries: string[];
  options: ShippingOption[];
  chosenOption: string | null;
}

/** The countries that the shop delivers to, as Medusa's lower-case codes. */
export const countriesOf = async (visit: Visit): Promise<string[]> =>
  (await visit.region())?.countries.map(({ iso_2 }) => iso_2) ?? [];

/** What the cart knows already: the address of an attempt before, or at least the shop's country. */
const knownValues = (cart: Cart): Values => {
  const known: Partial<Record<string, string | null>> = { ...cart.shipping_address, email: cart.email };
  return Object.fromEntries(FIELD_NAMES.map((name) => [name, known[name] ?? ''])) as Values;
};

const chosenIn = (cart: Cart): string | null => cart.shipping_methods?.[0]?.shipping_option_id ?? null;

/** The cart with the wanted way of delivery, else the one it has, else the first, so that its total is what will be paid. */
const withDelivery = async (
  { backend }: Visit,
  cart: Cart,
  options: ShippingOption[],
  wanted: string,
): Promise<Cart> => {
  const chosen = chosenIn(cart);
  const find = (id: string | null) => options.find((option) => option.id === id);
  const option = find(wanted) ?? find(chosen) ?? options[0];
  return option && option.id !== chosen ? setShippingMethod(backend, cart.id, option.id) : cart;
};

/** The checkout of an open cart; with what was typed when the form comes back. */
export const readCheckoutPage = async (
  visit: Visit,
  cart: Cart,
  { values = knownValues(cart), errors = {}, refusal = null }: Partial<Returned> = {},
): Promise<CheckoutPageProps> => {
  const [countries, options] = await Promise.all([countriesOf(visit), listShippingOptions(visit.backend, cart.id)]);
  const current = await withDelivery(visit, cart, options, values.shipping_option_id);
  return {
    lines: current.items.map((line) => ({ ...line, thumbnail: visit.picture(line.thumbnail) })),
    totals: totalsOf(current),
    currency: current.currency_code,
    countries,
    options,
    chosenOption: chosenIn(current),
    values,
    errors,
    refusal,
  };
};
