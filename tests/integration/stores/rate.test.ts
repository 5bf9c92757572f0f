import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limitSignIn } from '#server/auth/sign-in-limit.ts';
import { db } from '#server/db.ts';
import { removeIdleBuckets } from '#server/rate-limit.ts';
import type { Actor } from '#server/stores/actor.ts';
import { createStore, retryStore, revealCredentials } from '#server/stores/service.ts';
import { call, signInPerson } from '#tests/integration/trpc/api.ts';
import { type Neighbour, startNeighbour } from './neighbour.ts';
import { newPerson, type Platform, preparePlatform, settle } from './platform.ts';

const LIMIT = 3;

let platform: Platform;
let neighbour: Neighbour;

beforeAll(async () => {
  const limit = String(LIMIT);
  platform = await preparePlatform({
    RATE_LIMIT_PER_MINUTE: limit,
    REVEAL_RATE_LIMIT_PER_MINUTE: limit,
    SIGN_IN_RATE_LIMIT_PER_MINUTE: limit,
    TRUSTED_PROXIES: '1',
  });
  neighbour = await startNeighbour();
});

afterAll(async () => {
  await neighbour.close();
  await platform.close();
});

/** As if everything that counts had been so much earlier. */
const letPass = (interval: string) =>
  platform.pool.query(
    `update rate_limits set uses = array(select use - $1::interval from unnest(uses) use order by 1)`,
    [interval],
  );

/** Twelve at once, every other one by the second process. */
const twelve = <T>(here: (index: number) => Promise<T>, there: (index: number) => Promise<T>) =>
  Array.from({ length: 12 }, (_, index) => (index % 2 ? there(index) : here(index)));

const isAboutTen = (seconds: number) => seconds > 0 && seconds <= 10;

describe('creations', () => {
  const store = (name: string) => ({ name, type: 'medusa' });

  test('are no more than the limit in a minute, even at once by two processes; the refusal says when to come back', async () => {
    const actor = await newPerson();
    const { accepted, codes } = await settle(
      twelve(
        (index) => createStore(actor, store(`quick-${index}`)),
        (index) => neighbour.ask('createStore', actor, store(`quick-${index}`)),
      ),
    );
    expect(accepted).toHaveLength(LIMIT);
    expect(new Set(codes)).toEqual(new Set(['RATE_LIMITED']));

    await letPass('50 seconds');
    const refusal = createStore(actor, store('too-soon'));
    await expect(refusal).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: expect.toSatisfy(isAboutTen),
    });

    await letPass('10 seconds');
    await expect(createStore(actor, store('in-time'))).resolves.toMatchObject({ name: 'in-time' });
  });

  test('that were refused for another reason do not count', async () => {
    await createStore(await newPerson(), store('somebodys'));
    const actor = await newPerson();
    const { codes } = await settle(
      twelve(
        () => createStore(actor, store('somebodys')),
        () => neighbour.ask('createStore', actor, store('somebodys')),
      ),
    );
    expect(new Set(codes)).toEqual(new Set(['NAME_TAKEN']));
    await expect(createStore(actor, store('my-own'))).resolves.toMatchObject({ name: 'my-own' });
  });

  test('are none when a store is tried again', async () => {
    const actor = await newPerson();
    const { id } = await createStore(actor, store('again-and-again'));
    for (let tried = 0; tried <= LIMIT; tried++) {
      await platform.pool.query(`update operations set status = 'failed' where store_id = $1`, [id]);
      await platform.pool.query(`update stores set status = 'failed' where id = $1`, [id]);
      await retryStore(actor, id);
    }
    await expect(createStore(actor, store('beside-it'))).resolves.toMatchObject({ name: 'beside-it' });
  });

  test('of one person in a hurry hold nobody else up', async () => {
    const hasty = await newPerson();
    await settle(['xa', 'xb', 'xc', 'xd'].map((name) => createStore(hasty, store(`${name}-1`))));
    await expect(createStore(await newPerson(), store('calm'))).resolves.toMatchObject({ name: 'calm' });
  });
});

describe('reveals of credentials', () => {
  const signal = AbortSignal.timeout(60_000);
  const countReveals = (actor: Actor) =>
    db().auditEntry.count({ where: { actorId: actor.user.id, action: 'store.credentials.reveal' } });

  test('are no more than the limit in a minute, even at once by two processes, and what is refused is no reveal', async () => {
    const actor = await newPerson();
    const { id } = await createStore(actor, { name: 'with-secrets', type: 'medusa' });
    const { codes } = await settle(
      twelve(
        () => revealCredentials(actor, id, signal),
        () => neighbour.ask('revealCredentials', actor, id),
      ),
    );
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(12 - LIMIT);
    expect(await countReveals(actor)).toBe(LIMIT);
  });

  test('beyond it are answered with 429 and when to come back', async () => {
    const person = await signInPerson();
    const created = await call(person, ['mutation', 'store.create'], { input: { name: 'read-often', type: 'medusa' } });
    const input = { id: (created.data as { id: string }).id };
    const reveal = () => call(person, ['mutation', 'store.credentials'], { input });
    for (let time = 0; time < LIMIT; time++) await reveal();
    const refused = await reveal();
    expect(refused).toMatchObject({ status: 429, error: { data: { code: 'RATE_LIMITED' } } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
  });
});

describe('sign-ins', () => {
  /** What the one trusted proxy and the connection to it add to what the caller claims. */
  const via = (address: string, claim = '') => `${claim}${claim && ', '}${address}, 10.0.0.1`;

  const signIn = async (forwardedFor: string, action = 'callback') =>
    limitSignIn(
      new Request('http://localhost/', { method: 'POST', headers: { 'x-forwarded-for': forwardedFor } }),
      action,
    );
  const statusOf = async (forwardedFor: string) => (await signIn(forwardedFor))?.status ?? 200;

  test('from one address are no more than the limit in a minute, whatever they claim to come from', async () => {
    const statuses = await Promise.all(
      twelve(
        (index) => statusOf(via('203.0.113.1', `198.51.100.${index}`)),
        (index) => neighbour.ask('signIn', via('203.0.113.1', `198.51.100.${index}`)),
      ),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(LIMIT);
    expect(statuses.filter((status) => status === 429)).toHaveLength(12 - LIMIT);
    expect(await statusOf(via('203.0.113.2'))).toBe(200);
  });

  test('beyond it are led back to the page that says so, with Retry-After', async () => {
    const from = via('203.0.113.3');
    for (let time = 0; time < LIMIT; time++) await signIn(from, 'signin');
    const refused = await signIn(from, 'callback');
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(50);
    const page = `${process.env.PUBLIC_URL}/sign-in?error=RateLimited`;
    expect(refused?.headers.get('refresh')).toBe(`0; url=${page}`);
    expect(await refused?.json()).toMatchObject({ url: page, message: expect.stringMatching(/^.{10,}\.$/) });
    expect(await signIn(from, 'signout')).toBeNull();
  });

  test('from the addresses of one IPv6 network count together', async () => {
    const network = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::9'];
    const statuses: number[] = [];
    for (const address of network) statuses.push(await statusOf(via(address)));
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(await statusOf(via('2001:db8:1:3::1'))).toBe(200);
  });
});

test('nothing is kept of what no longer counts', async () => {
  await letPass('61 seconds');
  const actor = await newPerson();
  await createStore(actor, { name: 'the-last-one', type: 'medusa' });
  await removeIdleBuckets(db());
  const { rows } = await platform.pool.query('select bucket from rate_limits');
  expect(rows).toEqual([{ bucket: `create ${actor.user.id}` }]);
});
