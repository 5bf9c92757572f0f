import { addItem, createCart, type Item } from '../../../medusa/carts.ts';
import { readCartPage, type CartPageProps } from '../../../shop/cart-page.ts';
import { describeRefusal, isRefusal } from '../../../shop/problem.ts';
import { parseQuantity } from '../../../shop/quantity.ts';
import { regionOf } from '../../../shop/region-of.ts';
import { shopPage } from '../../../shop/shop-page.ts';
import type { Visit } from '../../../shop/visit.ts';
import CartPage from '../index.tsx';

export const config = { unstable_runtimeJS: false };

/** Adds to the visitor's cart, or begins one with it. */
const add = async (visit: Visit, item: Item): Promise<void> => {
  const cart = await visit.cart();
  if (cart?.completed_at === null) return addItem(visit.backend, cart.id, item);
  visit.keepCart(await createCart(visit.backend, await regionOf(visit), visit.settings.country, item));
};

/** Adds `quantity` of `variant_id` to the cart, which begins with the first thing in it. */
export const getServerSideProps = shopPage<CartPageProps>({
  // Somebody reloads, or comes back to, a change that was refused.
  GET: async () => ({ goTo: '/cart' }),
  POST: async (visit) => {
    const form = await visit.form();
    const variantId = form.get('variant_id');
    const quantity = parseQuantity(form.get('quantity') ?? '1', 1);
    if (!variantId) return { status: 422, page: await readCartPage(visit, 'Choose something to add first.') };
    if (quantity === null) return { status: 422, page: await readCartPage(visit, 'Choose a quantity from 1 to 99.') };
    try {
      await add(visit, { variant_id: variantId, quantity });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { status: error.status, page: await readCartPage(visit, describeRefusal(error)) };
    }
    return { goTo: '/cart' };
  },
});

export default CartPage;
