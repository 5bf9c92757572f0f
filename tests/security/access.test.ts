import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, db } from '#server/db.ts';
import { SCOPES, type Scope } from '#server/stores/actor.ts';
import { newStoreId } from '#server/stores/naming.ts';
import {
  call,
  type Caller,
  cookieOf,
  makeTool,
  signInAdministrator,
  signInPerson,
} from '#tests/integration/trpc/api.ts';
import { type AbsentCluster, configureWithoutCluster } from '#tests/integration/trpc/environment.ts';
import { type Person, personWithThings } from './people.ts';
import { type Own, PROCEDURES, type ProcedureRule } from './procedures.ts';
import { expectRefusal } from './refusal.ts';

let cluster: AbsentCluster;
let owner: Person;
let other: Person;

beforeAll(async () => {
  cluster = await configureWithoutCluster();
});

afterAll(async () => {
  await closeDatabase();
  cluster.close();
});

beforeEach(async () => {
  [owner, other] = await Promise.all([personWithThings(), personWithThings()]);
});

const all = Object.entries(PROCEDURES);
const guarded = all.filter(([, rule]) => rule.who !== 'anyone');
const byId = all.filter((entry): entry is [string, ProcedureRule & { id: keyof Own }] => entry[1].id !== undefined);

function ask(caller: Caller, path: string, rule: ProcedureRule, own: Own) {
  return call(caller, [rule.type, path], { input: rule.input?.(own) });
}

describe.each(guarded)('%s', (path, rule) => {
  it('lets its owner through, or a tool with the scope', async () => {
    const { status, text } = await ask(await whoMay(rule.who), path, rule, owner.own);
    expect([200, 409, 503], text).toContain(status);
  });
});

async function whoMay(who: ProcedureRule['who']): Promise<Caller> {
  if (who === 'administrator') return signInAdministrator();
  return who === 'in person' ? owner : makeTool(owner.userId, isScope(who) ? [who] : []);
}

function isScope(who: ProcedureRule['who']): who is Scope {
  return (SCOPES as readonly string[]).includes(who);
}

describe.each(guarded.filter(([, rule]) => rule.who === 'administrator'))('%s', (path, rule) => {
  it('is refused in the same words to a member, to a tool of an administrator, and to who is no longer named as one', async () => {
    const administrator = await signInAdministrator();
    const former = await signInPerson({ role: 'admin' });
    const callers = [owner, await makeTool(administrator.userId), former];
    const answers = await Promise.all(callers.map((caller) => ask(caller, path, rule, owner.own)));
    for (const answer of answers) expectRefusal(answer, 403, 'FORBIDDEN');
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});

describe.each(byId)("%s with another's id", (path, rule) => {
  it('is answered like an unknown id, and changes nothing', async () => {
    const before = await snapshotOf(owner.own);
    const calls = cluster.calls();
    const foreign = await ask(other, path, rule, owner.own);
    const unknown = await ask(other, path, rule, {
      userId: randomUUID(),
      storeId: newStoreId(),
      tokenId: randomUUID(),
      sessionId: randomUUID(),
    });
    expect(foreign.text).toBe(unknown.text);
    expect([foreign.status, foreign.data]).toEqual(rule.foreign === 'empty' ? [200, []] : [404, undefined]);
    expect(await snapshotOf(owner.own)).toEqual(before);
    expect(cluster.calls()).toBe(calls);
  });
});

async function snapshotOf({ storeId, tokenId, sessionId }: Own) {
  return {
    store: await db().store.findUnique({ where: { id: storeId } }),
    operations: await db().operation.count({ where: { storeId } }),
    token: await db().apiToken.findUnique({ where: { id: tokenId } }),
    session: await db().session.findUnique({ where: { id: sessionId } }),
  };
}

it('shows nothing of another in a list, a stream or a batch that mixes own and foreign', async () => {
  const list = await call(other, ['query', 'store.list'], { input: {} });
  expect((list.data as { stores: { id: string }[] }).stores.map(({ id }) => id)).toEqual([other.own.storeId]);

  const body = JSON.stringify({ 0: { json: { id: other.own.storeId } }, 1: { json: { id: owner.own.storeId } } });
  const batch = await call(other, ['query', 'store.get,store.get?batch=1'], { body });
  expect(batch.status).toBe(207);
  expect(batch.text).toContain(other.own.storeId);
  expect(batch.text).not.toContain(owner.own.storeId);
});

it('asks the cluster about the pods of an own store, and says so when it is away', async () => {
  const calls = cluster.calls();
  expectRefusal(await call(owner, ['query', 'store.pods'], { input: { id: owner.own.storeId } }), 503, 'UNAVAILABLE');
  expect(cluster.calls()).toBeGreaterThan(calls);
});

describe('a session', () => {
  const get = ['query', 'me.get'] as const;

  it('ends with sign-out: a copy of its cookie is worth nothing', async () => {
    await db().session.update({ where: { id: owner.sessionId }, data: { revokedAt: new Date() } });
    expectRefusal(await call(owner, get), 401, 'UNAUTHENTICATED');
  });

  it('ends at its time', async () => {
    await db().session.update({ where: { id: owner.sessionId }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expectRefusal(await call(owner, get), 401, 'UNAUTHENTICATED');
  });

  it.each([
    ['a cookie of another secret', () => cookieOf(owner.userId, owner.sessionId, 'another-environment-and-its-secret')],
    ['a cookie that has expired', () => cookieOf(owner.userId, owner.sessionId, undefined, -60)],
    ["another person's session id", () => cookieOf(owner.userId, other.sessionId)],
    ['a tampered cookie', async () => ({ cookie: `${owner.headers.cookie?.slice(0, -4)}AAAA` })],
  ])('is not opened by %s', async (_, headers) => {
    expectRefusal(await call({ userId: null, headers: await headers() }, get), 401, 'UNAUTHENTICATED');
  });

  it('is not asked when an Authorization header is wrong', async () => {
    for (const authorization of ['Bearer sw_wrong', 'Basic dTpw', 'Bearer', '']) {
      const answer = await call(owner, get, { headers: { authorization } });
      expectRefusal(answer, 401, 'UNAUTHENTICATED');
    }
  });
});

describe('a token', () => {
  it('ends when it is revoked or expires', async () => {
    const [revoked, expired] = [await makeTool(owner.userId), await makeTool(owner.userId)];
    await call(owner, ['mutation', 'token.revoke'], { input: { id: revoked.tokenId } });
    await db().apiToken.update({ where: { id: expired.tokenId }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expectRefusal(await call(revoked, ['query', 'me.get']), 401, 'UNAUTHENTICATED');
    expectRefusal(await call(expired, ['query', 'me.get']), 401, 'UNAUTHENTICATED');
  });

  it('is shown once, kept as a hash, and recorded', async () => {
    const made = await call(owner, ['mutation', 'token.create'], {
      input: { name: 'ci', scopes: ['stores:read'], days: 1 },
    });
    const { token, id } = made.data as { token: string; id: string };
    const row = await db().apiToken.findUniqueOrThrow({ where: { id } });
    const list = await call(owner, ['query', 'token.list']);
    expect(JSON.stringify(row) + list.text).not.toContain(token);
    expect(list.text).not.toContain(row.hash);
    const audit = await db().auditEntry.findMany({ where: { actorId: owner.userId, action: 'token.create' } });
    expect(audit).toHaveLength(1);
    const me = await call({ userId: null, headers: { authorization: `Bearer ${token}` } }, ['query', 'me.get']);
    expect(me.data).toMatchObject({ id: owner.userId, kind: 'token', scopes: ['stores:read'] });
  });
});
