import type { Address, Order } from '../medusa/shapes.ts';
import type { Shop } from '../shop/shop-page.ts';
import { totalsOf } from '../shop/totals.ts';
import { Bill } from './bill.tsx';
import { countryName } from './country-field.tsx';
import { LineList } from './line-list.tsx';

function PostalAddress({ address }: { address: Address }) {
  const lines = [
    [address.first_name, address.last_name],
    [address.address_1],
    [address.postal_code, address.city, address.province],
    [address.country_code && countryName(address.country_code)],
  ];
  return (
    <address>
      {lines.map((parts) => (
        <span key={parts.join()}>{parts.filter(Boolean).join(' ')}</span>
      ))}
    </address>
  );
}

/** That the order is placed, and all that was ordered. */
export function OrderView({ shop, order }: { shop: Shop; order: Order }) {
  const delivery = order.shipping_methods?.[0]?.name;
  return (
    <div className="with-aside">
      <section aria-labelledby="title">
        <p className="note">Order {order.display_id}</p>
        <h1 id="title" className="page-title">
          Thank you, your order is placed
        </h1>
        <dl className="facts">
          <div>
            <dt>Email</dt>
            <dd>{order.email}</dd>
          </div>
          {order.shipping_address && (
            <div>
              <dt>Address</dt>
              <dd>
                <PostalAddress address={order.shipping_address} />
              </dd>
            </div>
          )}
          {delivery && (
            <div>
              <dt>Delivery</dt>
              <dd>{delivery}</dd>
            </div>
          )}
          <div>
            <dt>Payment</dt>
            <dd>You pay on delivery. Nothing was charged.</dd>
          </div>
        </dl>
        <p>
          <a className="button is-plain" href="/">
            Go on shopping
          </a>
        </p>
      </section>
      <aside className="summary" aria-label="What you ordered">
        <LineList shop={shop} lines={order.items} currency={order.currency_code} />
        <Bill shop={shop} totals={totalsOf(order)} currency={order.currency_code} />
      </aside>
    </div>
  );
}
