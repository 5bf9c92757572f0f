type Dates = Record<string, ['Date']>;

/**
 * The text that superjson makes of a plain object, where times are all that JSON lacks. superjson looks at each value for all that there could
 * be: of what a change for a thousand streams allocated that was two fifths (docs/performance.md). What is undefined is left out; no name on
 * the way to a time may hold a dot.
 */
export function wireText(value: object): string {
  const values: Dates = {};
  noteDates(value, '', values);
  return JSON.stringify({ json: value, ...(Object.keys(values).length > 0 && { meta: { values, v: 1 } }) });
}

function noteDates(value: object, prefix: string, values: Dates): void {
  for (const key in value) {
    const one: unknown = value[key as keyof typeof value];
    if (one instanceof Date) values[prefix + key] = ['Date'];
    else if (typeof one === 'object' && one !== null) noteDates(one, `${prefix}${key}.`, values);
  }
}
