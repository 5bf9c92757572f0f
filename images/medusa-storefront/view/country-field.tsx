import { FIELDS, type Errors, type Values } from '../shop/checkout-form.ts';
import { FieldError, wrongness } from './field.tsx';

const names = new Intl.DisplayNames('en', { type: 'region' });

/** `Germany` for `de`. */
export const countryName = (code: string): string => names.of(code.toUpperCase()) ?? code.toUpperCase();

/** The countries that the shop delivers to, by name. */
export function CountryField({ countries, values, errors }: { countries: string[]; values: Values; errors: Errors }) {
  const named = countries.map((code) => ({ code, name: countryName(code) }));
  return (
    <div className="field field-country_code">
      <label htmlFor="country_code">{FIELDS.country_code.label}</label>
      <select
        id="country_code"
        name="country_code"
        autoComplete="shipping country"
        defaultValue={values.country_code}
        required
        data-update="delivery summary"
        {...wrongness('country_code', errors)}
      >
        {!countries.includes(values.country_code) && <option value="">Choose a country</option>}
        {named
          .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
          .map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
      </select>
      <FieldError name="country_code" errors={errors} />
    </div>
  );
}
