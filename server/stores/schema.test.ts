import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAME_RULES, RESERVED_NAMES } from './name-rules.ts';
import { createStoreInput, idempotencyKey, listStoresInput, storeName, storeRef } from './schema.ts';

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

  it.each(['abc', 'shop-1', 'a'.repeat(40), 'a-b-c'])('accepts %j', (name) => {
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

describe('reserved names', () => {
  it.each(['www', 'api', 'app', 'admin', 'mail', 'platform', 'inngest', 'storewright'])(
    'are %s, and others',
    (name) => {
      expect(RESERVED_NAMES.has(name)).toBe(true);
    },
  );

  it('are names that a store could have otherwise, each once', () => {
    const names = [...RESERVED_NAMES];
    expect(names.filter((name) => !SHAPE.test(name) || name.length < 3)).toEqual([]);
    expect(names).toEqual(names.toSorted());
    expect(names.length).toBeGreaterThan(40);
  });

  it('are refused by that rule alone, in words', () => {
    for (const name of RESERVED_NAMES)
      expect(storeName.safeParse(name).error?.issues).toMatchObject([{ message: 'Use no reserved name.' }]);
  });
});

describe('the words of a refusal', () => {
  const messages = (
    schema: { safeParse: (value: unknown) => { error?: { issues: { message: string }[] } } },
    value: unknown,
  ) => schema.safeParse(value).error?.issues.map(({ message }) => message);

  it.each([
    [
      'A',
      [
        '3 to 40 characters.',
        'Only lower-case letters, digits and hyphens.',
        'Start with a letter.',
        'End with a letter or digit.',
      ],
    ],
    ['a-', ['3 to 40 characters.', 'End with a letter or digit.']],
    ['0shop', ['Start with a letter.']],
    ['a--b', ['No two hyphens in a row.']],
    [undefined, ['Give the store a name.']],
    [['shop'], ['Give the store a name.']],
    ['a'.repeat(1000), ['3 to 40 characters.']],
    ['a'.repeat(1001), ['The name is far too long: 3 to 40 characters.', '3 to 40 characters.']],
  ])('of the name %j', (name, words) => {
    expect(messages(storeName, name)).toEqual(words);
  });

  it('of a type name those that there are', () => {
    const input = createStoreInput(['woocommerce', 'medusa']);
    expect(messages(input, { name: 'shop', type: 'x' })).toEqual(['Choose a store type: woocommerce or medusa.']);
  });

  it.each(['', 'abc', 'Abcdefghij', 'abcdefghijk', '../abcdefg'])('of the id %j', (id) => {
    expect(messages(storeRef, { id })).toEqual(['That is not the id of a store.']);
    expect(messages(storeRef, { id: 'abcdefghij' })).toBeUndefined();
  });
});

describe('an idempotency key', () => {
  it.each(['x'.repeat(8), 'x'.repeat(100), '!~!~!~!~'])('may be %j', (key) => {
    expect(idempotencyKey.parse(key)).toBe(key);
  });

  it.each(['x'.repeat(7), 'x'.repeat(101), 'with a space', 'line\nbreak', 'schlüssel', 'xxxxxxxx\n'])(
    'may not be %j',
    (key) => {
      expect(idempotencyKey.safeParse(key).error?.issues[0]?.message).toBe(
        'An idempotency key has 8 to 100 visible ASCII characters.',
      );
    },
  );
});

describe('the input of store.list', () => {
  const input = listStoresInput(['woocommerce', 'medusa']);

  it('asks for the first 50 unless told otherwise', () => {
    expect(input.parse({})).toEqual({ limit: 50 });
  });

  it.each([
    { limit: 1 },
    { limit: 100 },
    { status: 'failed' },
    { type: 'medusa' },
    { sort: 'newest' },
    { sort: 'oldest' },
    { sort: 'name' },
    { name: 'x'.repeat(40) },
    { name: "it's 100 % $(id)" },
    { cursor: 'x'.repeat(200) },
  ])('takes %j', (asked) => {
    expect(input.safeParse(asked).success).toBe(true);
  });

  it.each([
    { limit: 0 },
    { limit: -1 },
    { limit: 101 },
    { limit: 1.5 },
    { limit: 1e9 },
    { limit: Number.NaN },
    { limit: '10' },
    { status: 'gone' },
    { type: 'saleor' },
    { sort: 'price' },
    { sort: '' },
    { name: 'x'.repeat(41) },
    { name: 'a\0b' },
    { name: 'a\nb' },
    { cursor: 'x'.repeat(201) },
    { ownerId: 'x' },
  ])('refuses %j', (asked) => {
    expect(input.safeParse(asked).success).toBe(false);
  });
});
