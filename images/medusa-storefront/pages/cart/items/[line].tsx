import { setQuantity } from '../../../medusa/carts.ts';
import { readCartPage, type CartPageProps } from '../../../shop/cart-page.ts';
import { describeRefusal, isRefusal } from '../../../shop/problem.ts';
import { parseQuantity } from '../../../shop/quantity.ts';
import { shopPage } from '../../../shop/shop-page.ts';
import CartPage from '../index.tsx';

export const config = { unstable_runtimeJS: false };

/** Sets the `quantity` of a line; with 0 the line goes. A line that is gone already is no matter. */
export const getServerSideProps = shopPage<CartPageProps>({
  // Somebody reloads, or comes back to, a change that was refused.
  GET: async () => ({ goTo: '/cart' }),
  POST: async (visit) => {
    const [cart, form] = await Promise.all([visit.cart(), visit.form()]);
    const quantity = parseQuantity(form.get('quantity'), 0);
    if (quantity === null) return { status: 422, page: await readCartPage(visit, 'Choose a quantity from 0 to 99.') };
    const line = cart?.completed_at === null ? cart.items.find(({ id }) => id === visit.param('line')) : undefined;
    if (!cart || !line) return { goTo: '/cart' };
    try {
      await setQuantity(visit.backend, cart.id, line.id, quantity);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { status: error.status, page: await readCartPage(visit, describeRefusal(error)) };
    }
    return { goTo: '/cart' };
  },
});

export default CartPage;
