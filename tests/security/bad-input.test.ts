import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, db } from '#server/db.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { call, type Caller, signInPerson } from '#tests/integration/trpc/api.ts';
import { type AbsentCluster, configureWithoutCluster } from '#tests/integration/trpc/environment.ts';
import { PROCEDURES } from './procedures.ts';
import { expectRefusal, expectRefused } from './refusal.ts';

let cluster: AbsentCluster;
let person: Caller & { userId: string };

beforeAll(async () => {
  cluster = await configureWithoutCluster();
  person = await signInPerson();
});

afterAll(async () => {
  await closeDatabase();
  cluster.close();
});

const create = ['mutation', 'store.create'] as const;
const asId = Object.entries(PROCEDURES).filter(([, rule]) => rule.id !== undefined);
/** health.get answers anybody anything, by calls to the cluster. */
const answering = Object.entries(PROCEDURES).filter(([path]) => path !== 'health.get');

describe('a name that no store may have', () => {
  // prettier-ignore
  const names: unknown[] = [
    '', ' ', 'a', 'ab', 'a'.repeat(41), 'a'.repeat(64), 'a'.repeat(500_000),
    '-abc', 'abc-', 'a--b', 'xn--80ak6aa92e', 'Shop', 'SHOP', 'shop_1', '1shop', '..', 'a/../b', 'shop.example',
    'shop\n', '\nshop', 'sho\0p', 'shop😀', 'ѕһор', 'shop\u202e', 'shop\ud800',
    '-n', '--kubeconfig=/etc/passwd', '$(id)', ';id', '`id`', '{{ .Values }}', "' or 1=1--", '<img src=x onerror=alert(1)>', '%00', '%s',
    'www', 'api', 'admin', 'platform', 'storewright', 'kube-system', '123',
    ['shop'], { name: 'shop' }, 123, true, null, undefined, NaN,
  ];

  it.each(names.map((name) => [typeof name === 'string' ? name.slice(0, 40) : name, name]))(
    '%j is refused',
    async (_, name) => {
      expectRefusal(await call(person, create, { input: { name, type: 'woocommerce' } }), 400, 'INVALID_INPUT');
    },
  );
});

describe('an input of the wrong shape', () => {
  const good = { name: 'a-good-name', type: 'woocommerce' };
  const inputs: [string, unknown][] = [
    ['a type in capitals with a blank', { ...good, type: 'WOOCOMMERCE ' }],
    ['a type that is a path', { ...good, type: '../medusa' }],
    ['a type that is an address', { ...good, type: 'https://example.test/chart.tgz' }],
    ['a type that every object has', { ...good, type: 'constructor' }],
    ['no type', { name: good.name }],
    ...['status', 'ownerId', 'namespace', 'id', 'host', 'version'].map((key): [string, unknown] => [
      `the further field ${key}`,
      { ...good, [key]: 'x' },
    ]),
    ['an idempotency key with a line break', { ...good, idempotencyKey: 'key\r\nX-Other: 1' }],
    ['an idempotency key of 65,536 characters', { ...good, idempotencyKey: 'k'.repeat(65_536) }],
    ['an array', [good]],
    ['a string', 'a-good-name'],
    ['nothing', undefined],
  ];

  it.each(inputs)('%s is refused, and names no field that is right', async (_, input) => {
    const answer = await call(person, create, { input });
    expectRefusal(answer, 400, 'INVALID_INPUT');
    expect(answer.error?.data.fields).toBeDefined();
  });

  it.each([0, -1, 1e9, 1.5, NaN, Infinity, '10', null])('a page of %s stores is refused', async (limit) => {
    expectRefusal(await call(person, ['query', 'store.list'], { input: { limit } }), 400, 'INVALID_INPUT');
  });

  it.each([
    'x',
    '../../etc/passwd',
    "' or 1=1--",
    Buffer.from('["2026-01-01T00:00:00Z","x"]').toString('base64url'),
    Buffer.from('["0000-01-01T00:00:00Z","abcdefghij"]').toString('base64url'),
    Buffer.from('["9999-99-99T00:00:00Z","abcdefghij"]').toString('base64url'),
    Buffer.from('{"0":"2026-01-01T00:00:00Z"}').toString('base64url'),
    'A'.repeat(201),
  ])('the forged cursor %j is refused', async (cursor) => {
    expectRefusal(await call(person, ['query', 'store.list'], { input: { cursor } }), 400, 'INVALID_INPUT');
  });

  it.each(['sho\0p', '\0', 'a\nb'])('a search for %j is refused', async (name) => {
    expectRefusal(await call(person, ['query', 'store.list'], { input: { name } }), 400, 'INVALID_INPUT');
  });

  it.each(['shop\ud800', '%', '_', '\\', "'"])('a search for %j is taken by its letters', async (name) => {
    const input = { name: `shop-${newStoreId()}`, type: 'medusa' };
    const finder = await signInPerson();
    expect(await call(finder, create, { input })).toMatchObject({ status: 200 });
    const answer = await call(finder, ['query', 'store.list'], { input: { name } });
    expect(answer).toMatchObject({ status: 200, data: { stores: [] } });
  });
});

describe.each(asId)('%s', (path, rule) => {
  // prettier-ignore
  const ids = ['', ' ', '../abcdefghi', "' or 1=1--", 'abcdefghij; drop table stores', 'ABCDEFGHIJ', 'abcdefghij\n', 'abcdefghi\0',
    'abcdefghijk', '%', '*', 'a'.repeat(100_000), 12, null, undefined, ['abcdefghij'], { in: ['abcdefghij'] }, { not: '' }];

  it.each(ids.map((id) => [typeof id === 'string' ? id.slice(0, 40) : id, id]))('refuses the id %j', async (_, id) => {
    expectRefusal(await call(person, [rule.type, path], { input: { id } }), 400, 'INVALID_INPUT');
  });
});

describe('whatever is sent', () => {
  const anyInput = fc.oneof(
    fc.jsonValue(),
    fc.record({ id: fc.jsonValue(), name: fc.jsonValue(), limit: fc.jsonValue() }),
  );
  const anyMeta = fc.record({ json: fc.jsonValue(), meta: fc.jsonValue() });
  const envelope = fc.oneof(
    anyInput.map((json) => JSON.stringify({ json })),
    anyMeta.map((value) => JSON.stringify(value)),
    fc.string(),
  );

  it.each(answering)('%s answers it with a result or a refusal, never with a fault', async (path, { type }) => {
    await fc.assert(
      fc.asyncProperty(envelope, async (body) => {
        const answer = await call(person, [type, path], { body });
        if (answer.status !== 200) expectRefused(answer);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    '__proto__.x',
    'constructor',
    'store',
    'store.',
    'store.list.call',
    'store%2flist',
    '%E0%A4%A',
    'toString',
    '..%2f..',
  ])('the procedure %s does not exist', async (path) => {
    expectRefused(await call(person, ['query', path]));
    expectRefused(await call(person, ['mutation', path]));
  });

  it('leaves nothing behind, and nothing of it reached the cluster', async () => {
    expect(cluster.calls()).toBe(0);
    expect(await db().store.count({ where: { ownerId: person.userId } })).toBe(0);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
