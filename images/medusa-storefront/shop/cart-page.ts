import type { Line } from '../medusa/shapes.ts';
import type { Totals } from './totals.ts';
import { totalsOf } from './totals.ts';
import type { Visit } from './visit.ts';

export interface CartPageProps {
  lines: Line[];
  totals: Totals | null;
  currency: string;
  /** Why the last change was not made. */
  refusal: string | null;
}

/** The cart of this browser as its page shows it; a cart that became an order is an empty one. */
export const readCartPage = async (visit: Visit, refusal: string | null = null): Promise<CartPageProps> => {
  const cart = await visit.cart();
  const isOpen = cart !== null && cart.completed_at === null && cart.items.length > 0;
  return {
    lines: isOpen ? cart.items.map((line) => ({ ...line, thumbnail: visit.picture(line.thumbnail) })) : [],
    totals: isOpen ? totalsOf(cart) : null,
    currency: cart?.currency_code ?? visit.settings.currency,
    refusal,
  };
};
