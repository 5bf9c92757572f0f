import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { closeDatabase } from '#server/db.ts';
import { getHealth } from '#server/health.ts';
import { startTcpProxy, type TcpProxy } from '#tests/faults/support/tcp-proxy.ts';
import { type Answer, call, type Caller, signInPerson } from './api.ts';
import { type AbsentCluster, configureWithoutCluster } from './environment.ts';
import { watch } from './event-stream.ts';

let cluster: AbsentCluster;
let proxy: TcpProxy;
let person: Caller;

beforeAll(async () => {
  proxy = await startTcpProxy(inject('instance').env.DATABASE_URL ?? '');
  cluster = await configureWithoutCluster({ DATABASE_URL: proxy.url, DATABASE_DIRECT_URL: proxy.url });
  person = await signInPerson();
});

afterEach(() => proxy.heal());

afterAll(async () => {
  await closeDatabase();
  await proxy.close();
  cluster.close();
});

async function timed(pending: Promise<Answer>): Promise<Answer & { ms: number }> {
  const start = performance.now();
  const answer = await pending;
  return { ...answer, ms: performance.now() - start };
}

describe('while the database is away', () => {
  it.each([
    ['query', 'store.list', {}],
    ['mutation', 'store.create', { name: 'a-shop', type: 'medusa' }],
    ['subscription', 'store.watch', {}],
  ] as const)('a %s gets 503 and when to come back, in under a second', async (type, path, input) => {
    await proxy.refuse();
    const answer = await timed(call(person, [type, path], { input }));
    expect(answer).toMatchObject({ status: 503, error: { data: { code: 'UNAVAILABLE' } } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.ms).toBeLessThan(1_000);
    await proxy.heal();
    expect((await call(person, ['query', 'me.get'])).status).toBe(200);
  });

  it('a stream says so in a way that makes its client come back, and the next one has the whole view', async () => {
    const stream = await watch(person);
    expect(await stream.next()).toMatchObject({ event: { kind: 'snapshot' } });
    await proxy.refuse();
    const refused = await watch(person);
    expect(await refused.next()).toMatchObject({ error: { code: -32603, data: { code: 'UNAVAILABLE' } } });
    await proxy.heal();
    const back = await watch(person);
    expect(await back.next()).toMatchObject({ event: { kind: 'snapshot' } });
    stream.leave();
    back.leave();
  });

  it('health says down by name, and that the rest may work', async () => {
    await proxy.refuse();
    const health = await getHealth();
    expect(health).toMatchObject({ status: 'down', database: { ok: false }, kubernetes: { ok: false } });
    expect(JSON.stringify(health)).not.toContain('ECONNREFUSED');
  });
});
