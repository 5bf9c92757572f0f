import { FIELDS, type Errors, type FieldName, type Values } from '../shop/checkout-form.ts';

/** The sentence below a field that says what is wrong with it. */
export function FieldError({ name, errors }: { name: FieldName; errors: Errors }) {
  const error = errors[name];
  return error === undefined ? null : (
    <p id={`${name}-error`} className="field-error">
      {error}
    </p>
  );
}

/** What joins a field to its error, and leads to the first wrong one. */
export const wrongness = (name: FieldName, errors: Errors) => ({
  'aria-invalid': errors[name] === undefined ? undefined : true,
  'aria-describedby': errors[name] === undefined ? undefined : `${name}-error`,
  autoFocus: Object.keys(errors)[0] === name,
});

interface Props {
  name: Exclude<FieldName, 'country_code' | 'shipping_option_id'>;
  values: Values;
  errors: Errors;
}

/** One line of the checkout, with what was typed and what is wrong with it. */
export function Field({ name, values, errors }: Props) {
  const { label, missing, autoComplete, most } = FIELDS[name];
  return (
    <div className={`field field-${name}`}>
      <label htmlFor={name}>
        {label}
        {missing === null && <small> (optional)</small>}
      </label>
      <input
        id={name}
        name={name}
        type={name === 'email' ? 'email' : 'text'}
        autoComplete={name === 'email' ? autoComplete : `shipping ${autoComplete}`}
        maxLength={most}
        defaultValue={values[name]}
        required={missing !== null && name !== 'postal_code'}
        {...wrongness(name, errors)}
      />
      <FieldError name={name} errors={errors} />
    </div>
  );
}
