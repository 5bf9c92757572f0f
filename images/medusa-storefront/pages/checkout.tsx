import { placeOrder } from '../medusa/checkout.ts';
import type { Cart } from '../medusa/shapes.ts';
import { checkOut, updateDraft } from '../shop/check-out.ts';
import { readCheckoutPage, type CheckoutPageProps } from '../shop/checkout-page.ts';
import { inTurn } from '../shop/in-turn.ts';
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

/** The button was pressed twice, or the answer to the first time was lost: the order is there already. */
const showPlaced = async (visit: Visit, cart: Cart): Promise<Answer<CheckoutPageProps>> =>
  goToOrder(visit, await placeOrder(visit.backend, cart.id));

const answerForm = async (visit: Visit, cart: Cart): Promise<Answer<CheckoutPageProps>> => {
  if ((await visit.form()).has('update')) {
    const draft = await updateDraft(visit, cart);
    return { page: await readCheckoutPage(visit, draft.cart, draft) };
  }
  const outcome = await checkOut(visit, cart);
  if (typeof outcome === 'string') return goToOrder(visit, outcome);
  return { status: 422, page: await readCheckoutPage(visit, outcome.cart, outcome) };
};

const order = async (visit: Visit): Promise<Answer<CheckoutPageProps>> => {
  const cart = await visit.cart();
  if (cart && cart.completed_at !== null) return showPlaced(visit, cart);
  if (!cart || cart.items.length === 0) return { goTo: '/cart' };
  try {
    return await answerForm(visit, cart);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { status: error.status, page: await readCheckoutPage(visit, cart, { refusal: describeRefusal(error) }) };
  }
};

export const getServerSideProps = shopPage<CheckoutPageProps>({
  GET: async (visit) => {
    const cart = await visit.cart();
    if (cart && cart.completed_at !== null) return showPlaced(visit, cart);
    if (!cart || cart.items.length === 0) return { goTo: '/cart' };
    return { page: await readCheckoutPage(visit, cart) };
  },
  POST: (visit) => inTurn(visit.cartId, () => order(visit)),
});

export default function CheckoutPage({ shop, ...page }: CheckoutPageProps & { shop: Shop }) {
  return (
    <>
      <PageTitle shop={shop} title="Checkout" />
      <CheckoutView shop={shop} {...page} />
    </>
  );
}
