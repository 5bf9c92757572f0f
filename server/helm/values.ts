export type HelmValue = string | number | boolean | null | HelmValue[] | { [key: string]: HelmValue };
export type HelmValues = { [key: string]: HelmValue };

// YAML takes these raw characters for line breaks, or refuses them, where JSON takes them as they are.
const UNSAFE_IN_YAML = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * JSON with sorted keys, so that equal values give equal text, which YAML reads as the same values. Half a surrogate pair,
 * which no text has and YAML refuses, becomes U+FFFD.
 */
export function valuesText(values: HelmValues): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(values, (_key, value: HelmValue) => normalise(value)).replaceAll(UNSAFE_IN_YAML, escape);
}

function normalise(value: HelmValue): HelmValue {
  if (typeof value === 'string') return value.toWellFormed();
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
