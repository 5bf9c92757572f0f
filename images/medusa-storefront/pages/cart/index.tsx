import { readCartPage, type CartPageProps } from '../../shop/cart-page.ts';
import { shopPage, type Shop } from '../../shop/shop-page.ts';
import { CartView } from '../../view/cart-view.tsx';
import { PageTitle } from '../../view/page-title.tsx';

export const config = { unstable_runtimeJS: false };

export const getServerSideProps = shopPage<CartPageProps>({
  GET: async (visit) => {
    const cart = await visit.cart();
    // It became an order whose confirmation never arrived; the checkout knows which.
    if (cart && cart.completed_at !== null) return { goTo: '/checkout' };
    return { page: await readCartPage(visit) };
  },
});

export default function CartPage({ shop, ...page }: CartPageProps & { shop: Shop }) {
  return (
    <>
      <PageTitle shop={shop} title="Cart" />
      <CartView shop={shop} {...page} />
    </>
  );
}
