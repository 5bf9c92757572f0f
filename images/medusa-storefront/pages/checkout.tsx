import { placeOrder } from '../medusa/checkout.ts';
import { checkOut } from '../shop/check-out.ts';
import { readCheckoutPage, type CheckoutPageProps } from '../shop/checkout-page.ts';
import { describeRefusal, isRefusal } from '../shop/problem.ts';
import { shopPage, type Answer, type Shop } from '../shop/shop-page.ts';
import type { Visit } from '../shop/visit.ts';
import { CheckoutView } from '../view/checkout-view.tsx';
import { PageTitle } from '../view/page-title.tsx';

export const config = { unstable_runtimeJS: false };

const goToOrder = (visit: Visit, orderId: string): Answer<CheckoutPageProps> => {
  visit.keepOrder(orderId);
  return { goTo: `/orders/${orderId}` };
};

const order = async (visit: Visit): Promise<Answer<CheckoutPageProps>> => {
  const cart = await visit.cart();
  // The button was pressed twice, or the first answer was lost: the order is there already.
  if (cart && cart.completed_at !== null) return goToOrder(visit, await placeOrder(visit.backend, cart.id));
  if (!cart || cart.items.length === 0) return { goTo: '/cart' };
  try {
    const outcome = await checkOut(visit, cart);
    if ('orderId' in outcome) return goToOrder(visit, outcome.orderId);
    return { status: 422, page: await readCheckoutPage(visit, cart, outcome) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { status: error.status, page: await readCheckoutPage(visit, cart, { refusal: describeRefusal(error) }) };
  }
};

export const getServerSideProps = shopPage<CheckoutPageProps>({
  GET: async (visit) => {
    const cart = await visit.cart();
    if (cart?.completed_at !== null || cart.items.length === 0) return { goTo: '/cart' };
    return { page: await readCheckoutPage(visit, cart) };
  },
  POST: order,
});

export default function CheckoutPage({ shop, ...page }: CheckoutPageProps & { shop: Shop }) {
  return (
    <>
      <PageTitle shop={shop} title="Checkout" />
      <CheckoutView shop={shop} {...page} />
    </>
  );
}
