import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '#server/db.ts';
import { KubernetesError } from '#server/kubernetes/errors.ts';
import type { Actor } from '#server/stores/actor.ts';
import { acquireStep, completeOperation, failOperation, type Fence, releaseLease } from '#server/stores/progress.ts';
import { createStore, deleteStore, retryStore, revealCredentials } from '#server/stores/service.ts';
import { type AbsentCluster, configureWithoutCluster } from '#tests/integration/trpc/environment.ts';
import { newPerson, type Platform, preparePlatform, settle } from './platform.ts';

const STEP = 'reserve-namespace';

let cluster: AbsentCluster;
let platform: Platform;
let person: Actor;
let name: string;

beforeAll(async () => {
  cluster = await configureWithoutCluster();
  platform = await preparePlatform({ KUBECONFIG: process.env['KUBECONFIG'] ?? '' });
});

afterAll(async () => {
  await platform.close();
  cluster.close();
});

beforeEach(async () => {
  person = { ...(await newPerson()), from: { address: '203.0.113.7', userAgent: 'a browser' } };
  name = `shop-${randomUUID().slice(0, 8)}`;
});

const create = (actor = person, idempotencyKey?: string) =>
  createStore(actor, { name, type: 'medusa', idempotencyKey });
const reveal = (id: string) => revealCredentials(person, id, new AbortController().signal);
const entriesOf = (storeId: string) => db().auditEntry.findMany({ where: { storeId }, orderBy: { id: 'asc' } });

async function begin(operationId: string, step = STEP): Promise<Fence> {
  const holder = 'a process';
  const times = { leaseSeconds: 60, boundSeconds: 20, timeoutSeconds: 600 };
  const lease = await acquireStep({ operationId, step, runId: 'run', holder, deadHolder: null, ...times });
  if (!lease) throw new Error('The lease was not to be had.');
  return { operationId, attempt: lease.attempt, holder };
}

const fail = (fence: Fence) =>
  failOperation(fence, { reason: 'ImagePull', step: STEP, message: 'a password of the registry', logs: 'hunter2' });

test('I9 each accepted change is told once: who, what, which store, from where, and how it ended', async () => {
  const tool = { ...person, kind: 'token' as const, tokenId: randomUUID(), tokenName: 'ci', scopes: [] };
  const { id, operation: first } = await create();
  await fail(await begin(first.id));
  const { operation: second } = await retryStore(tool, id);
  const { operation: third } = await deleteStore(person, id);
  await completeOperation(await begin(third.id, 'confirm-gone'), 'confirm-gone', null);

  const who = { actorId: person.user.id, actorEmail: person.user.email };
  const browser = { ...who, actorKind: 'session', tokenId: null, tokenName: null, ...person.from };
  const token = { ...who, actorKind: 'token', tokenId: tool.tokenId, tokenName: 'ci', ...person.from };
  const system = { ...who, actorKind: 'system', tokenId: null, address: null, userAgent: null };
  const store = { storeId: id, storeName: name };
  const failure = { reason: 'ImagePull', step: STEP };
  expect(await entriesOf(id)).toMatchObject([
    { ...store, ...browser, action: 'store.create', operationId: first.id, outcome: null },
    { ...store, ...system, action: 'store.provision.end', operationId: first.id, outcome: 'failed', detail: failure },
    { ...store, ...token, action: 'store.retry', operationId: second.id, outcome: null },
    { ...store, ...system, action: 'store.provision.end', operationId: second.id, outcome: 'cancelled' },
    { ...store, ...browser, action: 'store.delete', operationId: third.id, outcome: null },
    { ...store, ...system, action: 'store.delete.end', operationId: third.id, outcome: 'succeeded' },
  ]);
});

test('I9 a request that is repeated under its key, and a deletion asked for ten times, are told once', async () => {
  const key = randomUUID();
  const stores = await Promise.all(Array.from({ length: 10 }, () => create(person, key)));
  const id = stores[0]?.id ?? '';
  await settle(Array.from({ length: 10 }, () => deleteStore(person, id)));
  const actions = (await entriesOf(id)).map(({ action }) => action);
  expect(actions.toSorted()).toEqual(['store.create', 'store.delete', 'store.provision.end']);
});

test('I9 an end that comes late or twice is told once', async () => {
  const { id, operation } = await create();
  const fence = await begin(operation.id);
  await deleteStore(person, id);
  expect(await Promise.all([fail(fence), fail(fence), completeOperation(fence, STEP, null)])).not.toContain(true);
  // What work still writes that was cancelled: that nothing of it is under way any more.
  await releaseLease(fence, 1);
  const ends = (await entriesOf(id)).filter(({ action }) => action.endsWith('.end'));
  expect(ends).toMatchObject([{ operationId: operation.id, outcome: 'cancelled' }]);
});

test('I8 an end tells the reason and the step, and none of the words of the cluster', async () => {
  const { id, operation } = await create();
  await fail(await begin(operation.id));
  const { rows } = await platform.pool.query('select e::text from audit_entries e where store_id = $1', [id]);
  expect(JSON.stringify(rows)).not.toMatch(/password|hunter2/);
});

test('what is rolled back is not told, and what cannot be told does not happen', async () => {
  await platform.pool.query(
    `alter table audit_entries add constraint is_full check (store_name <> '${name}') not valid`,
  );
  await expect(create()).rejects.toThrow('"is_full"');
  expect(await db().store.count({ where: { name } })).toBe(0);
  await platform.pool.query('alter table audit_entries drop constraint is_full');
  const { id } = await create();
  expect(await entriesOf(id)).toHaveLength(1);
});

test('a reveal is told before the cluster is asked, and what cannot be told is not revealed', async () => {
  const { id } = await create();
  await platform.pool.query(
    `alter table audit_entries add constraint is_full check (action <> 'store.credentials.reveal') not valid`,
  );
  const before = cluster.calls();
  await expect(reveal(id)).rejects.toThrow('"is_full"');
  expect(cluster.calls()).toBe(before);

  await platform.pool.query('alter table audit_entries drop constraint is_full');
  await expect(reveal(id)).rejects.toBeInstanceOf(KubernetesError);
  expect(cluster.calls()).toBeGreaterThan(before);
  const reveals = (await entriesOf(id)).filter(({ action }) => action === 'store.credentials.reveal');
  expect(reveals).toMatchObject([{ actorId: person.user.id, ...person.from }]);
});
