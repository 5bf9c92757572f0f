import type { Line } from '../medusa/shapes.ts';
import type { CartPageProps } from '../shop/cart-page.ts';
import { formatMoney } from '../shop/money.ts';
import { MOST_AT_ONCE } from '../shop/quantity.ts';
import type { Shop } from '../shop/shop-page.ts';
import { Bill } from './bill.tsx';
import { LineName, lineName } from './line-name.tsx';
import { Notice } from './notice.tsx';
import { Picture } from './picture.tsx';

/** Each button is a quantity of its own, so that a click is enough without a script. */
function Stepper({ line }: { line: Line }) {
  const { id, quantity } = line;
  const name = lineName(line);
  const button = (to: number, label: string) => ({ name: 'quantity', value: to, 'aria-label': `${label} ${name}` });
  return (
    <form className="stepper" method="post" action={`/cart/items/${id}`} data-swap>
      <button id={`less-${id}`} {...button(quantity - 1, 'One less of')} disabled={quantity <= 1}>
        −
      </button>
      <output aria-label={`Quantity of ${name}`}>{quantity}</output>
      <button id={`more-${id}`} {...button(quantity + 1, 'One more of')} disabled={quantity >= MOST_AT_ONCE}>
        +
      </button>
      <button className="link" {...button(0, 'Remove')}>
        Remove
      </button>
    </form>
  );
}

type Props = CartPageProps & { shop: Shop };

/** What is in the cart, how many of each, and what it comes to. */
export function CartView({ shop, lines, totals, currency, refusal }: Props) {
  if (totals === null) {
    return (
      <section className="quiet" aria-labelledby="title">
        {refusal && <Notice>{refusal}</Notice>}
        <h1 id="title">Your cart is empty</h1>
        <p data-announcement="Your cart is empty.">There is nothing in it yet.</p>
        <p>
          <a className="button" href="/">
            See all products
          </a>
        </p>
      </section>
    );
  }
  const money = (amount: number) => formatMoney(amount, currency, shop.country);
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <div className="with-aside">
      <section aria-labelledby="title">
        <h1 id="title" className="page-title">
          Cart
        </h1>
        {refusal && <Notice>{refusal}</Notice>}
        <ul
          className="lines"
          data-announcement={`${count} ${count === 1 ? 'item' : 'items'}, together ${money(totals.total)}`}
        >
          {lines.map((line) => (
            <li key={line.id} className="line">
              <Picture address={line.thumbnail} name={line.product_title} />
              <LineName line={line} />
              <span className="line-total">{money(line.total)}</span>
              <Stepper line={line} />
            </li>
          ))}
        </ul>
      </section>
      <aside className="summary" aria-label="Summary">
        <Bill shop={shop} totals={totals} currency={currency} />
        <a className="button" href="/checkout">
          Go to checkout
        </a>
      </aside>
    </div>
  );
}
