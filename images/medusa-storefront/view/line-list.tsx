import type { Line } from '../medusa/shapes.ts';
import { formatMoney } from '../shop/money.ts';
import type { Shop } from '../shop/shop-page.ts';
import { LineName } from './line-name.tsx';
import { Picture } from './picture.tsx';

/** What is ordered, to be read and not changed. */
export function LineList({ shop, lines, currency }: { shop: Shop; lines: Line[]; currency: string }) {
  return (
    <ul className="lines is-short">
      {lines.map((line) => (
        <li key={line.id} className="line">
          <Picture address={line.thumbnail} name={line.product_title} />
          <LineName line={line} />
          <span className="line-quantity">
            <span className="unseen">Quantity </span>
            {line.quantity}×
          </span>
          <span className="line-total">{formatMoney(line.total, currency, shop.country)}</span>
        </li>
      ))}
    </ul>
  );
}
