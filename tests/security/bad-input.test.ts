import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { deserialize, serialize, type SuperJSONResult } from 'superjson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDatabase, db } from '#server/db.ts';
import { SCOPES } from '#server/stores/actor.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { appRouter } from '#server/trpc/router.ts';
import {
  type Answer,
  anonymous,
  call,
  type Caller,
  makeTool,
  signInAdministrator,
  signInPerson,
} from '#tests/integration/trpc/api.ts';
import { type AbsentCluster, configureWithoutCluster } from '#tests/integration/trpc/environment.ts';
import { BODIES } from './bad-values.ts';
import { keepLog, type LogLine } from './kept-log.ts';
import { type Person, personWithThings } from './people.ts';
import { badInputs, PROCEDURES, type ProcedureRule } from './procedures.ts';
import { expectRefusal, expectRefused } from './refusal.ts';

const procedures = Object.entries(PROCEDURES);
const WHO = [
  'nobody',
  'a disabled person',
  "a disabled person's tool",
  'a tool without the scope',
  'another person',
  'the owner',
  'an administrator',
] as const;
type Who = (typeof WHO)[number];

/** One call of a procedure: by whom, and what is on the wire. */
type Sent = { who: Who; body: string };

/** At once, as many as the foreground's pool can hold in its queue and answer in time on two cores. */
const BATCH = 50;
/** Of generated inputs, a procedure. */
const BATCHES = 12;

let cluster: AbsentCluster;
let helm: { wasCalled: () => boolean };
let takeLog: () => LogLine[];
let owner: Person;
let callers: Record<Exclude<Who, 'a tool without the scope'>, Caller>;
let tools: Map<string, Caller>;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'storewright-'));
  const program = join(folder, 'helm');
  writeFileSync(program, `#!/bin/sh\necho "$@" >> "${folder}/calls"\n`, { mode: 0o700 });
  helm = { wasCalled: () => existsSync(join(folder, 'calls')) };
  cluster = await configureWithoutCluster({ HELM_BIN: program });

  const [other, disabled] = [await personWithThings(), await personWithThings()];
  owner = await personWithThings();
  callers = {
    nobody: anonymous,
    'a disabled person': disabled,
    "a disabled person's tool": await makeTool(disabled.userId),
    'another person': other,
    'the owner': owner,
    'an administrator': await signInAdministrator(),
  };
  await db().user.update({ where: { id: disabled.userId }, data: { disabledAt: new Date() } });
  tools = new Map(await Promise.all(procedures.map(async ([path, rule]) => [path, await toolWithout(rule)] as const)));
  takeLog = keepLog();
});

afterAll(async () => {
  await closeDatabase();
  cluster.close();
});

/** A tool of the owner that may do everything but this; what any tool may do, one without any scope may do too. */
function toolWithout({ who }: ProcedureRule): Promise<Caller> {
  return makeTool(owner.userId, who === 'signed in' || who === 'anyone' ? [] : SCOPES.filter((scope) => scope !== who));
}

/** The answer to bad input: who may not call at all is told so, and learns nothing about the input. */
function refusalFor(who: Who, rule: ProcedureRule): [status: number, code: string] {
  if (rule.who === 'anyone' || who === 'an administrator') return [400, 'INVALID_INPUT'];
  if (who === 'nobody' || who.startsWith('a disabled')) return [401, 'UNAUTHENTICATED'];
  const isLet = who === 'a tool without the scope' ? rule.who === 'signed in' : rule.who !== 'administrator';
  return isLet ? [400, 'INVALID_INPUT'] : [403, 'FORBIDDEN'];
}

/** Sends all at once, and finds one line in the log for each refusal and none for anything else. */
async function send(path: string, type: ProcedureRule['type'], calls: readonly Sent[]): Promise<Answer[]> {
  const callerOf = (who: Who) => (who === 'a tool without the scope' ? tools.get(path) : callers[who]) ?? anonymous;
  const answers = await Promise.all(calls.map(({ who, body }) => call(callerOf(who), [type, path], { body })));
  const lines = takeLog().map(({ level, event, procedure, code }) => ({ level, event, procedure, code }));
  const codes = answers.flatMap(({ error }) => (error ? [error.data.code] : []));
  const expected = codes.map((code) => ({ level: 'info', event: 'trpc.refused', procedure: path, code }));
  const byCode = (a: { code?: unknown }, b: { code?: unknown }) => String(a.code).localeCompare(String(b.code));
  expect(lines.toSorted(byCode)).toEqual(expected.toSorted(byCode));
  return answers;
}

function* inBatches<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += BATCH) yield all.slice(start, start + BATCH);
}

const wire = (input: unknown) => JSON.stringify(serialize(input));

it('knows every procedure of the router, and its type', () => {
  // tRPC keeps them flat, by path, whatever its types say.
  const known = Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>);
  const expected = procedures.map(([path, { type }]) => [path, type]);
  expect(Object.fromEntries(known.map(([path, { _def }]) => [path, _def.type]))).toEqual(Object.fromEntries(expected));
});

describe.each(procedures)('%s', (path, rule) => {
  it.each(WHO)('refuses every bad input of %s, writes one line for each, and changes nothing', async (who) => {
    const before = await snapshot();
    const bodies = [...badInputs(rule, owner.own).map(wire), ...BODIES];
    const [status, code] = refusalFor(who, rule);
    for (const batch of inBatches(bodies)) {
      const answers = await send(
        path,
        rule.type,
        batch.map((body) => ({ who, body })),
      );
      for (const answer of answers) expectRefusal(answer, status, code);
    }
    expect(await snapshot()).toEqual(before);
  });

  it.each(WHO.filter((who) => refusalFor(who, rule)[0] !== 400))('refuses a good input of %s', async (who) => {
    const [answer] = await send(path, rule.type, [{ who, body: wire(rule.input?.(owner.own)) }]);
    expectRefusal(answer, ...refusalFor(who, rule));
  });

  it.each(WHO)('refuses %s the other method', async (who) => {
    const other = rule.type === 'mutation' ? 'query' : 'mutation';
    const [answer] = await send(path, other, [{ who, body: wire(rule.input?.(owner.own)) }]);
    expectRefusal(answer, 405, 'METHOD_NOT_ALLOWED');
  });

  it('answers whatever is generated with a result or a refusal, never with a fault', async () => {
    const batch = fc.array(anyCall(path, rule), { minLength: BATCH, maxLength: BATCH });
    const judge = async (calls: Sent[]) => {
      const answers = await send(path, rule.type, calls);
      answers.forEach((answer, index) => expectNoFault(answer, refusalFor(calls[index]?.who ?? 'nobody', rule)));
    };
    // A smaller batch says no more than the first that failed, and the search for one outlives this test.
    await fc.assert(fc.asyncProperty(batch, judge), { numRuns: BATCHES, endOnFailure: true });
  });
});

/** Who may not call is refused whatever is sent; who may call gets a result where nothing is asked of the input. */
function expectNoFault(answer: Answer, [status, code]: [number, string]): void {
  if (status !== 400) expectRefusal(answer, status, code);
  else if (answer.status !== 200) expectRefused(answer);
}

type Schema = { safeParse: (value: unknown) => { success: boolean } };

/**
 * Whether the schema takes what the server reads from it, which would go on to the cluster. By chance that comes about, as by another
 * number of lines, or a field named __proto__, which is lost on the way.
 */
function isGood(path: string, body: string): boolean {
  const procedure = appRouter._def.procedures[path as keyof typeof appRouter._def.procedures] as unknown as {
    _def: { inputs: Schema[] };
  };
  try {
    const read: unknown = deserialize(JSON.parse(body) as SuperJSONResult);
    return procedure._def.inputs.some((schema) => schema.safeParse(read).success);
  } catch {
    return false;
  }
}

/** A good input with one wrong field or one too many, any value at all, or anything in superjson's place. */
function anyCall(path: string, rule: ProcedureRule): fc.Arbitrary<Sent> {
  const byHand = badInputs(rule, owner.own).filter((input) => wire(input).length < 1_000);
  const good = rule.input?.(owner.own) ?? {};
  const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.double(), fc.constantFrom(...byHand));
  const field = fc.oneof(fc.constantFrom('id', ...Object.keys(rule.bad ?? {})), fc.string());
  const input = fc.oneof(
    fc.tuple(field, value).map(([name, wrong]) => ({ ...good, [name]: wrong })),
    value,
  );
  const body = fc.oneof(
    { weight: 3, arbitrary: input.map(wireIfPossible) },
    fc.record({ json: fc.jsonValue(), meta: fc.jsonValue() }).map((envelope) => JSON.stringify(envelope)),
    fc.string().map((text) => `{"json":${text}`),
  );
  return fc.record({ who: fc.constantFrom(...WHO), body: body.filter((made) => !isGood(path, made)) });
}

/** superjson writes no `__proto__`. */
function wireIfPossible(input: unknown): string {
  try {
    return wire(input);
  } catch {
    return JSON.stringify({ json: input });
  }
}

async function snapshot() {
  const where = { userId: owner.userId };
  const { storeId, tokenId, sessionId } = owner.own;
  return {
    stores: await db().store.findMany({ where: { ownerId: owner.userId } }),
    operations: await db().operation.count({ where: { storeId } }),
    token: [await db().apiToken.count({ where }), await db().apiToken.findUnique({ where: { id: tokenId } })],
    session: [await db().session.count({ where }), await db().session.findUnique({ where: { id: sessionId } })],
  };
}

it('leads to no call of the cluster or of helm, and poisons no object', async () => {
  await call(owner, ['query', 'store.list'], { body: '{"json":{"__proto__":{"polluted":true}}}' });
  expect(procedures.length * BATCHES * BATCH).toBeGreaterThanOrEqual(10_000);
  expect(cluster.calls()).toBe(0);
  expect(helm.wasCalled()).toBe(false);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

describe('a name in use', () => {
  const create = (person: Caller, name: string) =>
    call(person, ['mutation', 'store.create'], { input: { name, type: 'medusa' } });

  it('is refused in the same words, whoever has it and whatever becomes of it', async () => {
    const name = `shop-${newStoreId()}`;
    const first = await signInPerson();
    const { id } = (await create(first, name)).data as { id: string };
    const [own, foreign] = [await create(first, name), await create(await signInPerson(), name)];
    await call(first, ['mutation', 'store.delete'], { input: { id } });
    const deleting = await create(await signInPerson(), name);
    expectRefusal(foreign, 409, 'NAME_TAKEN');
    expect([own.text, deleting.text]).toEqual([foreign.text, foreign.text]);
    expect(foreign.text).not.toContain(id);
    expectRefusal(await create(first, name.toUpperCase()), 400, 'INVALID_INPUT');
  });
});

it('names the field that is wrong, and no field that is right', async () => {
  const input = { name: 'Shop', type: 'medusa' };
  const { error } = await call(owner, ['mutation', 'store.create'], { input });
  expect(Object.keys(error?.data.fields ?? {})).toEqual(['name']);
});

it.each(['shop\ud800', '%', '_', '\\', "'"])('a search for %j is taken by its letters', async (name) => {
  const answer = await call(owner, ['query', 'store.list'], { input: { name } });
  expect(answer).toMatchObject({ status: 200, data: { stores: [] } });
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
  expectRefused(await call(owner, ['query', path]));
  expectRefused(await call(owner, ['mutation', path]));
});
