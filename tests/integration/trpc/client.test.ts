import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, db } from '#server/db.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { handle } from '#server/trpc/handler.ts';
import { makeTool, signInPerson } from './api.ts';
import { type AbsentCluster, configureWithoutCluster } from './environment.ts';

let cluster: AbsentCluster;
let server: Server;
let url: string;
let token: string;
let name: string;

beforeAll(async () => {
  cluster = await configureWithoutCluster({ CLUSTER_NOTICE: 'Nodes are simulated.', MAX_STORES_PER_USER: '2' });
  server = createServer(async (incoming, outgoing) => {
    const body =
      incoming.method === 'POST' ? new Uint8Array(await new Response(incoming as never).arrayBuffer()) : undefined;
    const headers = incoming.headers as Record<string, string>;
    const answer = await handle(
      new Request(new URL(incoming.url ?? '', url), { method: incoming.method, headers, body }),
    );
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  await closeDatabase();
  cluster.close();
});

beforeEach(async () => {
  const person = await signInPerson();
  const tool = await makeTool(person.userId);
  token = tool.headers.authorization?.slice('Bearer '.length) ?? '';
  name = `shop-${newStoreId()}`;
});

function store(...args: string[]) {
  const env = { STOREWRIGHT_URL: url, STOREWRIGHT_TOKEN: token };
  return execa(process.execPath, ['scripts/client/store.ts', ...args], { env, reject: false });
}

const create = (...more: string[]) => store('create', '--name', name, '--type', 'medusa', ...more);

/** Ends the live operation of the store as the work itself would, with the rows it would leave. */
async function finish(kind: 'ready' | 'failed' | 'gone') {
  const { id, operationId } = await db().store.findUniqueOrThrow({ where: { name } });
  const now = new Date();
  const failure = { reason: 'ImagePull', step: 'start-store', message: 'manifest unknown', object: 'Pod/web-0' };
  await db().$transaction(async (tx) => {
    await tx.step.updateMany({
      where: { operationId },
      data: { status: 'succeeded', startedAt: now, finishedAt: now },
    });
    const end = kind === 'failed' ? { status: 'failed' as const, failure } : { status: 'succeeded' as const };
    await tx.operation.update({ where: { id: operationId }, data: { ...end, finishedAt: now } });
    if (kind === 'gone') await tx.store.delete({ where: { id } });
    else await tx.store.update({ where: { id }, data: { status: kind } });
  });
}

/** Runs a command that waits, and ends the work once the command has told that it waits for it. */
async function whileWaiting(running: ReturnType<typeof store>, end: () => Promise<void>) {
  const told = Promise.withResolvers<void>();
  running.stderr.on('data', (chunk: Buffer) => chunk.includes('accepted') && told.resolve());
  await Promise.race([told.promise, running]);
  await end();
  return running;
}

describe('scripts/store', () => {
  it('creates a store, follows it to Ready (simulated), and shows it by name and by id', async () => {
    const { stdout, exitCode } = await whileWaiting(create('--wait'), () => finish('ready'));
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Ready (simulated)');
    const byName = JSON.parse((await store('get', name, '--json')).stdout) as { id: string };
    const byId = JSON.parse((await store('get', byName.id, '--json')).stdout) as { name: string };
    expect(byId.name).toBe(name);
    expect((await store('list')).stdout).toMatch(
      new RegExp(`^${name} +${byName.id} +medusa +Ready \\(simulated\\)`, 'm'),
    );
  });

  it('ends with 1, the reason and what to do when the store fails', async () => {
    const { stderr, exitCode } = await whileWaiting(create('--wait'), () => finish('failed'));
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/ImagePull in Pod\/web-0: manifest unknown/),
    });
    expect((await store('wait', name)).exitCode).toBe(1);
  });

  it('waits until a deleted store is gone, whose history stays', async () => {
    await create();
    const { id } = JSON.parse((await store('get', name, '--json')).stdout) as { id: string };
    const deleted = await whileWaiting(store('delete', name, '--wait'), () => finish('gone'));
    expect({ exitCode: deleted.exitCode, stdout: deleted.stdout }).toEqual({ exitCode: 0, stdout: `${name} is gone.` });
    expect((await store('get', name)).exitCode).toBe(3);
    const history = await store('operations', id);
    expect(history.exitCode).toBe(0);
    expect(history.stdout).toMatch(/^delete: succeeded/m);
    expect(history.stdout).toMatch(/^provision: cancelled/m);
  });

  it('says 6 when it is not done in time, and leaves the work alone', async () => {
    expect((await create('--wait', '--timeout', '0.5')).exitCode).toBe(6);
    expect((await store('get', name)).stdout).toContain('Provisioning');
  });

  it('says 5 when it is refused: a name in use, too many stores, a token that is not valid', async () => {
    await create();
    expect((await create()).exitCode).toBe(5);
    await store('create', '--name', `${name}-2`, '--type', 'medusa');
    const third = await store('create', '--name', `${name}-3`, '--type', 'medusa');
    expect({ exitCode: third.exitCode, stderr: third.stderr }).toEqual({
      exitCode: 5,
      stderr: expect.stringContaining('and not more'),
    });
    token = 'sw_wrong';
    expect((await store('list')).exitCode).toBe(5);
  });

  it('says 4 when the platform or what it needs is away', async () => {
    await create();
    expect((await store('pods', name)).exitCode).toBe(4);
    url = url.replace('127.0.0.1', '127.0.0.2');
    const away = await store('list');
    url = url.replace('127.0.0.2', '127.0.0.1');
    expect({ exitCode: away.exitCode, stderr: away.stderr }).toEqual({
      exitCode: 4,
      stderr: expect.stringContaining('does not answer'),
    });
  });

  it.each([
    ['A Shop', 'medusa', 'lower-case'],
    ['a-shop', 'shopify', 'Choose a store type'],
  ])('says 2 and which rule of the platform the name %j or the type %j broke', async (wish, type, rule) => {
    const { exitCode, stderr } = await store('create', '--name', wish, '--type', type);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(rule) });
  });
});
