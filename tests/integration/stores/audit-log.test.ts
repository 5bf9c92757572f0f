import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '#server/db.ts';
import type { AuditAction, AuditEntryView } from '#server/stores/audit.ts';
import type { AuditPage } from '#server/stores/audit-log.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { PAGE_SIZE_MAX } from '#server/stores/schema.ts';
import { exportAudit } from '#server/trpc/audit-export.ts';
import { expectRefusal } from '#tests/security/refusal.ts';
import {
  type Caller,
  call,
  makeTool,
  readAnswer,
  type SignedIn,
  signInAdministrator,
  signInPerson,
} from '#tests/integration/trpc/api.ts';
import { ADMIN_EMAIL, type AbsentCluster, configureWithoutCluster } from '#tests/integration/trpc/environment.ts';
import { type Platform, preparePlatform } from './platform.ts';

let cluster: AbsentCluster;
let platform: Platform;
let administrator: SignedIn;
let person: SignedIn;

beforeAll(async () => {
  cluster = await configureWithoutCluster();
  platform = await preparePlatform({ KUBECONFIG: process.env['KUBECONFIG'] ?? '' });
  administrator = await signInAdministrator();
});

afterAll(async () => {
  await platform.close();
  cluster.close();
});

beforeEach(async () => {
  await platform.pool.query('truncate audit_entries');
  person = await signInPerson();
});

type Query = Record<string, unknown>;

async function read(caller: Caller, procedure: 'audit.list' | 'audit.listAll', input: Query): Promise<AuditPage> {
  const { status, text, data } = await call(caller, ['query', procedure], { input });
  expect(status, text).toBe(200);
  return data as AuditPage;
}

/** Every entry, by pages of `limit`. */
async function readAll(input: Query, between: () => Promise<unknown> = async () => {}): Promise<AuditEntryView[]> {
  const entries: AuditEntryView[] = [];
  for (let cursor: string | undefined; ; await between()) {
    const page = await read(administrator, 'audit.listAll', { ...input, cursor });
    entries.push(...page.entries);
    if (page.nextCursor === null) return entries;
    cursor = page.nextCursor;
  }
}

async function createStore(owner: Caller): Promise<string> {
  const input = { name: `shop-${newStoreId()}`, type: 'medusa' };
  const { data } = await call(owner, ['mutation', 'store.create'], { input });
  return (data as { id: string }).id;
}

type Written = { action?: AuditAction; actorEmail?: string; storeName?: string; userAgent?: string; at?: Date };

const write = (count: number, entry: Written = {}) =>
  db().auditEntry.createMany({
    data: Array.from({ length: count }, () => ({ actorKind: 'session', action: 'token.create', ...entry }) as const),
  });

describe('the owner of a store', () => {
  it('reads who did what to it from where, newest first, in pages, and still when it is gone', async () => {
    const from = { 'user-agent': 'a browser', 'x-forwarded-for': '203.0.113.7' };
    const owner = { ...person, headers: { ...person.headers, ...from } };
    const id = await createStore(owner);
    await createStore(owner);
    const tool = await makeTool(person.userId);
    await call(tool, ['mutation', 'store.delete'], { input: { id } });
    await platform.pool.query('delete from stores where id = $1', [id]);

    const first = await read(person, 'audit.list', { id, limit: 2 });
    const rest = await read(person, 'audit.list', { id, limit: 2, cursor: first.nextCursor });
    expect([...first.entries, ...rest.entries]).toMatchObject([
      { action: 'store.delete', by: 'token', tokenName: 'tool', result: 'accepted', storeId: id },
      { action: 'store.provision.end', by: 'system', result: 'cancelled', storeId: id, address: null },
      { action: 'store.create', by: 'session', address: '203.0.113.7', userAgent: 'a browser', storeId: id },
    ]);
    expect(rest.nextCursor).toBeNull();
  });

  it('is the only one: another and an unknown id are answered alike', async () => {
    const id = await createStore(person);
    const other = await signInPerson();
    const [foreign, unknown] = await Promise.all(
      [id, newStoreId()].map((asked) => call(other, ['query', 'audit.list'], { input: { id: asked } })),
    );
    expect(foreign?.status).toBe(404);
    expect(foreign?.text).toBe(unknown?.text);
  });
});

describe('an administrator', () => {
  it('finds entries by person, store, action and time, each by its letters', async () => {
    const at = new Date('2026-01-02T03:04:05Z');
    await write(1, { actorEmail: 'ada@example.org', storeName: 'shop-one', action: 'store.delete', at });
    await write(1, { actorEmail: 'ad_@example.org', storeName: 'shop-two', action: 'store.create' });
    const id = await createStore(person);
    const found = async (input: Query) => (await readAll(input)).map(({ person: who, action }) => `${who} ${action}`);
    const [ada, other] = ['ada@example.org store.delete', 'ad_@example.org store.create'];
    expect(await found({ person: 'Ada@' })).toEqual([ada]);
    expect(await found({ person: 'ad_@' })).toEqual([other]);
    expect(await found({ store: 'shop-two' })).toEqual([other]);
    expect(await found({ store: id })).toHaveLength(1);
    expect(await found({ action: 'store.delete' })).toEqual([ada]);
    expect(await found({ from: at.toISOString(), until: new Date(at.getTime() + 1).toISOString() })).toEqual([ada]);
    expect(await found({ until: at.toISOString() })).toEqual([]);
    expect(await found({ person: 'ada', store: 'two' })).toEqual([]);
  });

  it('meets each entry once, whatever is written meanwhile', async () => {
    await write(25);
    const entries = await readAll({ limit: 10 }, () => write(3));
    expect(entries).toHaveLength(25);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(25);
  });

  it.each([
    ...['x', '0', '-1', '1.5', '9'.repeat(19), '9'.repeat(100_000), 1, null].map((cursor) => ({ cursor })),
    ...[0, 101, 1e9, NaN, '10'].map((limit) => ({ limit })),
    ...['a\0', 'a'.repeat(255), 12, { contains: 'a' }].flatMap((text) => [{ person: text }, { store: text }]),
    ...['melt', '', null].map((action) => ({ action })),
    ...['yesterday', '0000-01-01T00:00:00Z', '2026-13-45T00:00:00Z', '2026-11-26', 12].flatMap((moment) => [
      { from: moment },
      { until: moment },
    ]),
    { actorKind: 'system' },
    { where: {} },
  ])('is refused what is no question: %j', async (input) => {
    expectRefusal(await call(administrator, ['query', 'audit.listAll'], { input }), 400, 'INVALID_INPUT');
  });
});

describe('the export', () => {
  const ask = (query: string, caller: Caller = administrator) =>
    exportAudit(new Request(`http://platform.test/api/audit?${query}`, { headers: caller.headers }));
  const lines = (text: string) => text.trimEnd().split(/\r?\n/);

  it('has every entry that matches, more than a page of them, and the export itself is told first', async () => {
    await write(PAGE_SIZE_MAX + 5, { actorEmail: 'ada@example.org' });
    await write(3, { actorEmail: 'eve@example.org' });
    const response = await ask('format=jsonl&person=ada');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="storewright-audit-.*\.jsonl"$/);
    const [told] = await readAll({ action: 'audit.export' });
    expect(told).toMatchObject({ person: ADMIN_EMAIL, result: 'accepted', detail: { person: 'ada' } });
    const entries = lines(await response.text()).map((line) => JSON.parse(line) as AuditEntryView);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(PAGE_SIZE_MAX + 5);
    expect(entries.every(({ person: who, action }) => who === 'ada@example.org' && action === 'token.create')).toBe(
      true,
    );
  });

  it('as CSV runs nothing in a spreadsheet that a caller wrote into the log', async () => {
    await write(1, { userAgent: '=HYPERLINK("https://evil.example","click")', storeName: 'shop' });
    const [head, ...records] = lines(await (await ask('format=csv&store=shop')).text());
    expect(head).toContain('"person","tokenName","address","userAgent","action","result"');
    expect(records).toHaveLength(1);
    expect(records[0]).toContain(`"'=HYPERLINK(""https://evil.example"",""click"")"`);
  });

  it('reads the log only as fast as its client takes it', async () => {
    await write(10 * PAGE_SIZE_MAX);
    const reader = (await ask('format=jsonl')).body?.getReader();
    await reader?.read();
    await platform.pool.query('truncate audit_entries');
    let text = '';
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read())
      text += Buffer.from(chunk.value).toString();
    expect(lines(text).length).toBeLessThanOrEqual(2 * PAGE_SIZE_MAX);
  });

  it('breaks off when its administrator signs out', async () => {
    const leaving = await signInAdministrator();
    await write(10 * PAGE_SIZE_MAX);
    const response = await ask('format=csv', leaving);
    await db().session.update({ where: { id: leaving.sessionId }, data: { revokedAt: new Date() } });
    await expect(response.text()).rejects.toThrow('You are not signed in.');
  });

  it.each([
    ['whoever is not signed in', async () => ({ userId: null, headers: {} }), 401, 'UNAUTHENTICATED'],
    ['a member', () => signInPerson(), 403, 'FORBIDDEN'],
    ['a token of an administrator', () => makeTool(administrator.userId), 403, 'FORBIDDEN'],
  ] as const)('is refused to %s, and leaves no entry', async (_, sign, status, code) => {
    expectRefusal(await readAnswer(ask('format=csv', await sign())), status, code);
    expect(await readAll({ action: 'audit.export' })).toEqual([]);
  });

  it.each(['format=xls', '', 'format=csv&from=yesterday', 'format=csv&limit=1&x=1'])(
    'is refused with the query %j',
    async (query) => {
      expectRefusal(await readAnswer(ask(query)), 400, 'INVALID_INPUT');
      expect(await readAll({ action: 'audit.export' })).toEqual([]);
    },
  );
});
