import type { CheckoutPageProps } from '../shop/checkout-page.ts';
import { formatMoney } from '../shop/money.ts';
import type { Shop } from '../shop/shop-page.ts';
import { Bill } from './bill.tsx';
import { CountryField } from './country-field.tsx';
import { DeliveryField } from './delivery-field.tsx';
import { Field } from './field.tsx';
import { LineList } from './line-list.tsx';
import { Notice } from './notice.tsx';

/** Who orders, where it goes and how, what it comes to, and the button that orders. */
export function CheckoutView(props: CheckoutPageProps & { shop: Shop }) {
  const { shop, lines, totals, currency, countries, values, errors, refusal } = props;
  const field = { values, errors };
  const isWrong = Object.keys(errors).length > 0;
  return (
    <form className="with-aside" method="post" action="/checkout" noValidate data-once="Placing the order…">
      <div>
        <h1 className="page-title">Checkout</h1>
        {refusal && <Notice>{refusal}</Notice>}
        {isWrong && <Notice>Nothing was ordered yet. Please correct what is marked below.</Notice>}
        <fieldset>
          <legend>Contact</legend>
          <Field name="email" {...field} />
        </fieldset>
        <fieldset className="address">
          <legend>Address</legend>
          <Field name="first_name" {...field} />
          <Field name="last_name" {...field} />
          <Field name="address_1" {...field} />
          <Field name="postal_code" {...field} />
          <Field name="city" {...field} />
          <Field name="province" {...field} />
          <CountryField countries={countries} {...field} />
        </fieldset>
        <DeliveryField {...props} />
        <fieldset>
          <legend>Payment</legend>
          <p className="radio is-only">
            <span>
              Pay on delivery
              <small>Nothing is charged now. You pay the shop when you get your goods, or as you agree with it.</small>
            </span>
          </p>
        </fieldset>
      </div>
      <aside
        id="summary"
        className="summary"
        aria-label="Your order"
        data-announcement={`Total ${formatMoney(totals.total, currency, shop.country)}`}
      >
        <LineList shop={shop} lines={lines} currency={currency} />
        <Bill shop={shop} totals={totals} currency={currency} />
        <button className="button">Place the order</button>
      </aside>
    </form>
  );
}
