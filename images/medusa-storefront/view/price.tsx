import { formatMoney } from '../shop/money.ts';
import type { Shop } from '../shop/shop-page.ts';

interface Props {
  shop: Shop;
  price: { now: number; before: number | null; isFrom?: boolean } | null;
  currency: string;
}

/** What something costs, and before a reduction what it did. */
export function PriceTag({ shop, price, currency }: Props) {
  if (price === null) return <span className="price">Not for sale yet</span>;
  return (
    <span className="price">
      {price.isFrom && 'From '}
      {formatMoney(price.now, currency, shop.country)}
      {price.before !== null && (
        <>
          {' '}
          <del>
            <span className="unseen">instead of </span>
            {formatMoney(price.before, currency, shop.country)}
          </del>
        </>
      )}
    </span>
  );
}
