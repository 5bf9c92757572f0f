/** Values that no field of their kind may have (reliability.md, Bad input), by hand; the generated ones are drawn around them. */

// prettier-ignore
export const NAMES: unknown[] = [
  '', ' ', 'a', 'ab', 'a'.repeat(41), 'a'.repeat(64), 'a'.repeat(1_000_000),
  '-abc', 'abc-', 'a--b', 'xn--80ak6aa92e', 'Shop', 'SHOP', 'shop_1', '1shop', '..', 'a/../b', 'shop.example',
  'shop\n', '\nshop', 'sho\0p', 'shop😀', 'ѕһор', 'shop\u202e', 'shop\ud800',
  '-n', '--kubeconfig=/etc/passwd', '$(id)', ';id', '`id`', '{{ .Values }}', "' or 1=1--", '<img src=x onerror=alert(1)>', '%00', '%s',
  'www', 'api', 'admin', 'platform', 'storewright', 'kube-system', 'true', 'null', '123',
  ['shop'], { name: 'shop' }, 123, true, null, undefined, NaN,
];

export const TYPES: unknown[] = [
  'WOOCOMMERCE ',
  'WooCommerce',
  '../medusa',
  'https://example.test/chart.tgz',
  'constructor',
  '',
  null,
  ['medusa'],
];

export const KEYS: unknown[] = [
  'short',
  'key\r\nX-Other: 1',
  'k'.repeat(65_536),
  'with blanks in it',
  12_345_678,
  null,
];

// prettier-ignore
export const STORE_IDS: unknown[] = [
  '', ' ', '../abcdefghi', "' or 1=1--", 'abcdefghij; drop table stores', 'ABCDEFGHIJ', 'abcdefghij\n', 'abcdefghi\0',
  'abcdefghijk', '%', '*', 'a'.repeat(100_000), 12, null, ['abcdefghij'], { in: ['abcdefghij'] }, { not: '' },
];

export const ROW_IDS: unknown[] = [
  ...STORE_IDS,
  '00000000-0000-0000-0000-00000000000',
  '{00000000-0000-4000-8000-000000000000}',
  '00000000-0000-4000-8000-000000000000\n',
];

export const LIMITS: unknown[] = [0, -1, 101, 1e9, 1.5, NaN, Infinity, '10', null];

const forged = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');

export const CURSORS: unknown[] = [
  'x',
  '../../etc/passwd',
  "' or 1=1--",
  forged(['2026-01-01T00:00:00Z', 'x']),
  forged(['0000-01-01T00:00:00Z', 'abcdefghij']),
  forged(['9999-99-99T00:00:00Z', 'abcdefghij']),
  forged({ 0: '2026-01-01T00:00:00Z' }),
  'A'.repeat(201),
  12,
  null,
];

export const SEARCHES: unknown[] = ['sho\0p', '\0', 'a\nb', 'a'.repeat(41), 12, null, { contains: 'a' }];

export const PARTS: unknown[] = ['a\0', 'a\nb', 'a'.repeat(255), 12, null, { contains: 'a' }];

// prettier-ignore
export const MOMENTS: unknown[] = ['yesterday', '0000-01-01T00:00:00Z', '1999-12-31T00:00:00Z', '9999-99-99T00:00:00Z', 12, null, new Date()];

export const SORTS: unknown[] = [
  'NAME',
  'name desc',
  'name; drop table stores',
  'constructor',
  '',
  null,
  ['name'],
  { by: 'name' },
];

export const STATUSES: unknown[] = ['READY', 'gone', '', null, ['ready'], { not: 'ready' }];

export const TOKEN_NAMES: unknown[] = [
  '',
  ' ',
  'a'.repeat(61),
  'a'.repeat(65_536),
  'ci\r\nX-Other: 1',
  'c\0i',
  'ci\u202e',
  12,
  null,
];

export const SCOPE_LISTS: unknown[] = [
  [],
  ['everything'],
  ['stores:read', 'admin'],
  Array(4).fill('stores:read'),
  'stores:read',
  { 0: 'stores:read' },
  null,
];

export const DAYS: unknown[] = [0, -1, 366, 1e9, 1.5, NaN, Infinity, '7', null];

/** Where an object is due, or nothing. */
export const SHAPES: unknown[] = [null, 0, true, 'a-good-name', '', [], [{}], NaN];

/** What is sent in place of an input in superjson. */
export const BODIES = [
  '{',
  '"',
  'null',
  '\0',
  '{"json":',
  '{"json":{"constructor":{"prototype":{"polluted":true}}}}',
  '{"json":{"a":1},"meta":{"values":{"__proto__.polluted":["Date"]}}}',
  '{"json":{"a":1},"meta":{"values":{"constructor.prototype.polluted":["set"]}}}',
  '{"json":{"a":{"b":1}},"meta":{"referentialEqualities":{"a":["__proto__.polluted"]}}}',
];

/** Fields that are in the rows, or in other inputs, and that no input sets. */
export const FURTHER_FIELDS = ['status', 'ownerId', 'namespace', 'host', 'version', 'role', 'userId', 'where'];

/** The first is a mistake only where one must be named. */
export const OBJECT_NAMES: unknown[] = [
  undefined,
  '',
  '../secrets/store-credentials',
  'web-0/../../../../kube-system/pods/etcd',
  'web-0?container=x',
  'Web-0',
  'web_0',
  '-web',
  'web%2f0',
  'a'.repeat(254),
  'web\n0',
  7,
  null,
];

export const LINES: unknown[] = [0, -1, 1001, 1e9, 1.5, NaN, Infinity, '100', null];
