type Kinds = Record<string, ['Date' | 'number']>;
/** What superjson reads. */
export type Wire = { json?: unknown; meta?: { values: Kinds; v: 1 } };

/**
 * What superjson makes of plain data in which times, and numbers that are none, are all that JSON lacks: the platform answers with nothing
 * else. superjson looks at each value for all that there could be, which was half of the time of a page of stores (docs/performance.md). What
 * is undefined is left out.
 * @throws TypeError for an object that is neither plain nor a time inside of one: JSON would lose it silently
 */
export function toWire(value: unknown): Wire {
  const values: Kinds = {};
  const json = isObject(value) ? asJson(value, '', values) : value;
  return { json, ...(Object.keys(values).length > 0 && { meta: { values, v: 1 } }) };
}

/** A copy that is nothing but JSON: of what has times in it, writing takes ten times as long. */
function asJson(value: object, path: string, values: Kinds): object {
  if (!isPlain(value))
    throw new TypeError(`What is at "${path}" of an answer can't be sent: it is neither plain data nor a time.`);
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  for (const key of Object.keys(copy)) {
    const one = copy[key];
    if (one instanceof Date) {
      // Null for a time that is none.
      copy[key] = one.toJSON();
      if (copy[key] !== null) values[inside(path, key)] = ['Date'];
    } else if (typeof one === 'number' && !Number.isFinite(one)) {
      copy[key] = String(one);
      values[inside(path, key)] = ['number'];
    } else if (isObject(one)) copy[key] = asJson(one, inside(path, key), values);
  }
  return copy;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}

const inside = (path: string, key: string) => (path === '' ? escaped(key) : `${path}.${escaped(key)}`);

/** A name as a part of a path, as superjson has it. */
function escaped(key: string): string {
  return key.includes('.') || key.includes('\\') ? key.replaceAll('\\', '\\\\').replaceAll('.', '\\.') : key;
}
