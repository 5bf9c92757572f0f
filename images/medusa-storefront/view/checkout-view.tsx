import type { ShippingOption } from '../medusa/shapes.ts';
import type { CheckoutPageProps } from '../shop/checkout-page.ts';
import { formatMoney } from '../shop/money.ts';
import type { Shop } from '../shop/shop-page.ts';
import { Bill } from './bill.tsx';
import { CountryField } from './country-field.tsx';
import { Field, FieldError, wrongness } from './field.tsx';
import { LineList } from './line-list.tsx';
import { Notice } from './notice.tsx';

type Props = CheckoutPageProps & { shop: Shop };

function Delivery({ shop, options, currency, values, errors }: Props) {
  const price = ({ amount }: ShippingOption) =>
    typeof amount === 'number' ? formatMoney(amount, currency, shop.country) : 'depends on the address';
  const chosen = options.some(({ id }) => id === values.shipping_option_id)
    ? values.shipping_option_id
    : options[0]?.id;
  return (
    <fieldset>
      <legend>Delivery</legend>
      <FieldError name="shipping_option_id" errors={errors} />
      {options.map((option) => (
        <label key={option.id} className="radio">
          <input
            type="radio"
            name="shipping_option_id"
            value={option.id}
            defaultChecked={option.id === chosen}
            {...(option.id === chosen && wrongness('shipping_option_id', errors))}
          />
          <span>{option.name}</span>
          <span>{price(option)}</span>
        </label>
      ))}
      {options.length === 0 && <p className="note">The ways of delivery depend on the address.</p>}
    </fieldset>
  );
}

/** Who orders, where it goes and how, and the button that orders. */
export function CheckoutView(props: Props) {
  const { shop, lines, totals, currency, countries, values, errors, refusal } = props;
  const field = { values, errors };
  return (
    <form className="with-aside checkout" method="post" action="/checkout" noValidate data-once="Placing the order…">
      <div>
        <h1 className="page-title">Checkout</h1>
        {refusal && <Notice>{refusal}</Notice>}
        {Object.keys(errors).length > 0 && <Notice>Nothing was ordered yet. Please mend what is marked below.</Notice>}
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
        <Delivery {...props} />
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
      <aside className="summary" aria-label="Your order">
        <LineList shop={shop} lines={lines} currency={currency} />
        <Bill
          shop={shop}
          totals={totals}
          currency={currency}
          shippingNote={totals.shipping === 0 ? 'As chosen' : undefined}
        />
        <button className="button">Place the order</button>
      </aside>
    </form>
  );
}
