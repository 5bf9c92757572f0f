import { formatMoney } from '../shop/money.ts';
import type { Shop } from '../shop/shop-page.ts';
import type { Totals } from '../shop/totals.ts';

interface Props {
  shop: Shop;
  totals: Totals;
  currency: string;
}

/** The sums of a cart or an order, which add up to the last. */
export function Bill({ shop, totals, currency }: Props) {
  const money = (amount: number) => formatMoney(amount, currency, shop.country);
  return (
    <dl className="bill">
      <div>
        <dt>Items</dt>
        <dd>{money(totals.items)}</dd>
      </div>
      {totals.discount !== 0 && (
        <div>
          <dt>Discount</dt>
          <dd>{money(totals.discount)}</dd>
        </div>
      )}
      <div>
        <dt>Delivery</dt>
        <dd>{totals.shipping === null ? 'At checkout' : money(totals.shipping)}</dd>
      </div>
      <div className="bill-total">
        <dt>Total</dt>
        <dd>
          {money(totals.total)}
          {totals.tax > 0 && <small>includes {money(totals.tax)} tax</small>}
        </dd>
      </div>
    </dl>
  );
}
