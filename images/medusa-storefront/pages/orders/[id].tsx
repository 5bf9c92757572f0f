import { findOrder } from '../../medusa/orders.ts';
import type { Order } from '../../medusa/shapes.ts';
import { NOT_FOUND, Problem } from '../../shop/problem.ts';
import { shopPage, type Shop } from '../../shop/shop-page.ts';
import { OrderView } from '../../view/order-view.tsx';
import { PageTitle } from '../../view/page-title.tsx';

export const config = { unstable_runtimeJS: false };

/** An order, shown to the browser that placed it; to all others there is none. */
export const getServerSideProps = shopPage<{ order: Order }>({
  GET: async (visit) => {
    const id = visit.param('id');
    const order = visit.hasOrder(id) ? await findOrder(visit.backend, id) : null;
    if (order === null) throw new Problem(404, NOT_FOUND.title, NOT_FOUND.text);
    const items = order.items.map((line) => ({ ...line, thumbnail: visit.picture(line.thumbnail) }));
    return { page: { order: { ...order, items } } };
  },
});

export default function OrderPage({ shop, order }: { shop: Shop; order: Order }) {
  return (
    <>
      <PageTitle shop={shop} title={`Order ${order.display_id}`} />
      <OrderView shop={shop} order={order} />
    </>
  );
}
