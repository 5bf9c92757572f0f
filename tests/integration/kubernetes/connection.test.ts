import { expect, onTestFinished, test } from 'vitest';
import { createKubernetes } from '#server/kubernetes/client.ts';
import { ensureObject } from '#server/kubernetes/ensure-object.ts';
import { checkHealth } from '#server/kubernetes/health.ts';
import { findNamespace } from '#server/kubernetes/namespaces.ts';
import { READINESS_DEFAULTS } from '#server/kubernetes/obstacles.ts';
import { waitUntil } from '#server/kubernetes/wait.ts';
import { watchNamespace } from '#server/kubernetes/watch.ts';
import { apiServer, kubeconfigBy } from '#tests/faults/support/kubeconfig.ts';
import { startTcpProxy } from '#tests/faults/support/tcp-proxy.ts';
import { connect, ctx, eventually, never, newNamespace, put } from './cluster.ts';
import { deployment, quota } from './workload.ts';

const direct = connect();

async function connectByWire() {
  const wire = await startTcpProxy(apiServer());
  onTestFinished(() => wire.close());
  // A tenth of the real bounds, and for a watch the shortest that the API knows.
  const k = createKubernetes({ kubeconfig: kubeconfigBy(wire.url), readTimeoutMs: 1500, writeTimeoutMs: 500 });
  return { wire, k };
}

/** A wait for the role web that has read the namespace and waits. */
async function waitingByWire() {
  const { wire, k } = await connectByWire();
  const { name } = await newNamespace(direct);
  const watch = watchNamespace(k, name);
  onTestFinished(() => watch.close());
  const settings = { ...READINESS_DEFAULTS, since: new Date(), waitingSince: new Date() };
  const options = { signal: never, timeoutMs: 30_000, onReason: () => {}, settings, secretName: 'store-credentials' };
  const seen = waitUntil(k, watch, { roles: ['web'] }, options);
  await eventually(async () => watch.shows() === 'all' || null, 'the whole picture');
  return { wire, name, watch, seen };
}

test('calls share their connections', async () => {
  const { wire, k } = await connectByWire();
  for (let i = 0; i < 10; i += 1) await findNamespace(k, 'default', never);
  // The next call may begin while the first connection is still being handed back.
  expect(wire.asked()).toBeLessThanOrEqual(2);
});

test('watches have a connection each: HTTP/2, which would put all on one, can take memory without end', async () => {
  const { wire, k } = await connectByWire();
  await findNamespace(k, 'default', never);
  const watch = { path: '/api/v1/namespaces', query: { watch: true, timeoutSeconds: 5 }, signal: never };
  await Promise.all([1, 2, 3, 4].map(() => k.open(watch)));
  expect(wire.asked()).toBeGreaterThanOrEqual(4);
});

test('a cluster that refuses connections is unavailable', async () => {
  const { wire, k } = await connectByWire();
  await wire.refuse();
  await expect(checkHealth(k, never)).rejects.toMatchObject({ kind: 'unavailable' });
  await wire.heal();
  expect((await checkHealth(k, never)).version).toMatch(/^v1/);
});

test('a call that hangs is given up at its bound, read and write alike', async () => {
  const { name } = await newNamespace(direct);
  const { wire, k } = await connectByWire();
  wire.hang();
  await expect(findNamespace(k, 'default', never)).rejects.toMatchObject({ kind: 'timeout' });
  await expect(ensureObject(k, ctx, quota(name, { pods: '9' }))).rejects.toMatchObject({ kind: 'timeout' });
});

test('who asked may leave before the answer, and gets their own reason back', async () => {
  const { wire, k } = await connectByWire();
  wire.hang();
  const leaving = new AbortController();
  const answer = findNamespace(k, 'default', leaving.signal);
  const reason = new Error('cancelled');
  leaving.abort(reason);
  await expect(answer).rejects.toBe(reason);
});

test('READY is seen although the watch was cut', async () => {
  const { wire, name, seen } = await waitingByWire();
  wire.cut();
  await put(name, deployment('web'));
  wire.cut();
  expect(await seen).toEqual({ state: 'ready' });
});

test('READY is seen although it came about while the cluster was out of reach', async () => {
  const { wire, name, watch, seen } = await waitingByWire();
  await wire.refuse();
  await put(name, deployment('web'));
  await eventually(async () => watch.trouble(), 'the trouble of the watch');
  await wire.heal();
  expect(await seen).toEqual({ state: 'ready' });
});

test('READY is seen although the watch fell silent without ending', async () => {
  const { wire, name, watch, seen } = await waitingByWire();
  wire.hang();
  await put(name, deployment('web'));
  await eventually(async () => watch.trouble(), 'the trouble of the watch');
  await wire.heal();
  expect(await seen).toEqual({ state: 'ready' });
});
