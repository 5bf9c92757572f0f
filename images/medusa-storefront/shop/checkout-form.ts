/** The fields of the checkout, in the order of the page; the names are Medusa's. `autoComplete` is the browser's word for it. */
export const FIELDS = {
  email: { label: 'Email', missing: 'Enter your email address.', autoComplete: 'email', most: 254 },
  first_name: { label: 'First name', missing: 'Enter your first name.', autoComplete: 'given-name', most: 100 },
  last_name: { label: 'Last name', missing: 'Enter your last name.', autoComplete: 'family-name', most: 100 },
  address_1: { label: 'Street and number', missing: 'Enter your street.', autoComplete: 'street-address', most: 200 },
  postal_code: { label: 'Postal code', missing: 'Enter your postal code.', autoComplete: 'postal-code', most: 20 },
  city: { label: 'Town or city', missing: 'Enter your town or city.', autoComplete: 'address-level2', most: 100 },
  province: { label: 'State or province', missing: null, autoComplete: 'address-level1', most: 100 },
  country_code: { label: 'Country', missing: 'Choose a country.', autoComplete: 'country', most: 2 },
  shipping_option_id: { label: 'Delivery', missing: null, autoComplete: undefined, most: 100 },
} as const;

export type FieldName = keyof typeof FIELDS;
export type Values = Record<FieldName, string>;
export type Errors = Partial<Record<FieldName, string>>;

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

// Source: Universal Postal Union, countries and territories that use no postal codes.
const WITHOUT_POSTAL_CODES = new Set(
  (
    'ae ag ao bf bi bj bo bs bw bz cd cf cg ci cm dj dm er fj ga gd gh gm gq gy hk ki km kn ly ml mo mr mw nr qa rw sb sc sl ' +
    'sr st sy td tg tk tl to tv ug vu ye zw'
  ).split(' '),
);

const wrongWith = (name: FieldName, value: string, values: Values, countries: string[]): string | null => {
  const { label, missing, most } = FIELDS[name];
  const isNeeded = missing !== null && !(name === 'postal_code' && WITHOUT_POSTAL_CODES.has(values.country_code));
  if (value === '') return isNeeded ? missing : null;
  if (value.length > most) return `${label}: at most ${most} characters.`;
  if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
    return 'Enter a whole email address, such as name@example.com.';
  }
  if (name === 'country_code' && !countries.includes(value)) {
    return 'The shop does not deliver there. Choose a country of the list.';
  }
  return null;
};

/** What was typed, without space around it and without control characters, and for each wrong field a sentence that says what to do. */
export const readCheckout = (form: URLSearchParams, countries: string[]): { values: Values; errors: Errors } => {
  const typed = FIELD_NAMES.map((name) => [name, (form.get(name) ?? '').replace(/\p{Cc}+/gu, ' ').trim()] as const);
  const values = Object.fromEntries(typed) as Values;
  values.country_code = values.country_code.toLowerCase();
  const errors = FIELD_NAMES.flatMap((name) => {
    const wrong = wrongWith(name, values[name], values, countries);
    return wrong === null ? [] : [[name, wrong] as const];
  });
  return { values, errors: Object.fromEntries(errors) };
};
