import type { ShippingOption } from '../medusa/shapes.ts';
import type { CheckoutPageProps } from '../shop/checkout-page.ts';
import { formatMoney } from '../shop/money.ts';
import type { Shop } from '../shop/shop-page.ts';
import { FieldError, wrongness } from './field.tsx';

/**
 * The ways of delivery to the address so far. They and the total follow the country and the choice at once where there is a script
 * (`data-update`), else by a button.
 */
export function DeliveryField(props: CheckoutPageProps & { shop: Shop }) {
  const { shop, options, chosenOption, currency, countries, errors } = props;
  const price = ({ amount }: ShippingOption) =>
    typeof amount === 'number' ? formatMoney(amount, currency, shop.country) : 'depends on the address';
  const mayChange = options.length > 1 || countries.length > 1;
  return (
    <fieldset id="delivery">
      <legend>Delivery</legend>
      <FieldError name="shipping_option_id" errors={errors} />
      <div className="radios">
        {options.map((option) => (
          <label key={option.id} className="radio">
            <input
              id={option.id}
              type="radio"
              name="shipping_option_id"
              value={option.id}
              defaultChecked={option.id === chosenOption}
              data-update="delivery summary"
              {...(option.id === chosenOption && wrongness('shipping_option_id', errors))}
            />
            <span>{option.name}</span>
            <span>{price(option)}</span>
          </label>
        ))}
      </div>
      {options.length === 0 && <p className="note">The shop does not deliver to this country.</p>}
      {mayChange && (
        <button className="link update" name="update" value="1">
          Update delivery and total
        </button>
      )}
    </fieldset>
  );
}
