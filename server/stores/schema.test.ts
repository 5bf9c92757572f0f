import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStoreInput, NAME_RULES, storeName } from './schema.ts';

/** The rule of DESIGN §4 and of the database's check. */
const SHAPE = /^[a-z](?:[a-z0-9]|-(?!-))*[a-z0-9]$/;

const REFUSED: ReadonlyArray<readonly [string, string]> = [
  ['', 'length'],
  ['   ', 'characters'],
  ['a', 'length'],
  ['ab', 'length'],
  ['a'.repeat(41), 'length'],
  ['-abc', 'start'],
  ['abc-', 'end'],
  ['1shop', 'start'],
  ['123', 'start'],
  ['xn--80ak6aa92e', 'hyphens'],
  ['Shop', 'characters'],
  ['shop_1', 'characters'],
  ['..', 'length'],
  ['a/../b', 'characters'],
  ['shop\n', 'characters'],
  ['sh\0p', 'characters'],
  ['sh🛒p', 'characters'],
  ['магазин', 'characters'],
  ['--kubeconfig=/etc/passwd', 'characters'],
  ['$(id)', 'characters'],
  ['{{ .Values }}', 'characters'],
  ["' or 1=1--", 'characters'],
  ['<img src=x onerror=alert(1)>', 'characters'],
  ['www', 'reserved'],
  ['platform', 'reserved'],
];

describe("a store's name", () => {
  it.each(REFUSED)('refuses %j and says which rule broke', (name, rule) => {
    const result = storeName.safeParse(name);
    const broken = result.error?.issues.map((issue) => (issue.code === 'custom' ? issue.params?.['rule'] : issue.code));
    expect(broken).toContain(rule);
  });

  it.each(['abc', 'shop-1', 'a'.repeat(40), 'true', 'a-b-c'])('accepts %j', (name) => {
    expect(storeName.parse(name)).toBe(name);
  });

  it('is refused at any length without being looked at rule by rule', () => {
    expect(storeName.safeParse('a'.repeat(1_000_000)).error?.issues[0]?.message).toMatch(/far too long/);
  });

  it('passes only what the database takes, whatever is typed', () => {
    const anything = oneof(string({ unit: 'grapheme' }), string({ unit: constantFrom(...'abz09-_A\n.') }));
    const isSafe = (name: string) => SHAPE.test(name) || !storeName.safeParse(name).success;
    expect(() => assert(property(anything, isSafe), { numRuns: 1000 })).not.toThrow();
  });

  it('has a sentence for each rule', () => {
    expect(new Set(NAME_RULES.map(({ text }) => text)).size).toBe(NAME_RULES.length);
  });
});

describe('the input of store.create', () => {
  const input = createStoreInput(['woocommerce', 'medusa']);

  it.each(['status', 'ownerId', 'namespace', 'id'])('refuses the extra field %s', (field) => {
    expect(input.safeParse({ name: 'shop', type: 'medusa', [field]: 'x' }).success).toBe(false);
  });

  it.each(['WOOCOMMERCE ', '../medusa', 'https://example.test/chart', '', null, 7])('refuses the type %j', (type) => {
    expect(input.safeParse({ name: 'shop', type }).success).toBe(false);
  });
});
