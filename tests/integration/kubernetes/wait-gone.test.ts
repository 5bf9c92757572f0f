import { describe, expect, type TestContext, test } from 'vitest';
import { createKubernetes, type Kubernetes } from '#server/kubernetes/client.ts';
import { deleteNamespace, type NamespaceView } from '#server/kubernetes/namespaces.ts';
import { describeTermination } from '#server/kubernetes/termination.ts';
import { waitUntilGone } from '#server/kubernetes/wait-gone.ts';
import { type ApiProxy, startApiProxy } from '#tests/faults/support/api-proxy.ts';
import { asAdmin, connect, ctx, eventually, never, newNamespace, patchAsAdmin, put } from './cluster.ts';

const direct = connect();
const HOLD = 'storewright.test/hold';
/** A look that does not come within any test. */
const FAR_AWAY_MS = 600_000;

/** By a way that knows each call and can spoil it. */
async function connectByProxy({ onTestFinished }: TestContext) {
  const api = await startApiProxy();
  onTestFinished(() => api.close());
  return { api, k: createKubernetes({ kubeconfig: api.kubeconfig, readTimeoutMs: 15_000, writeTimeoutMs: 5_000 }) };
}

/** A namespace that a finalizer holds in Terminating. */
async function heldNamespace(): Promise<string> {
  const { name, uid } = await newNamespace(direct);
  await put(name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'held', finalizers: [HOLD] } });
  await deleteNamespace(direct, ctx, { name, uid });
  return name;
}

const letGo = (name: string) => patchAsAdmin(name, 'configmap/held', { metadata: { finalizers: null } });

function waitFor(k: Kubernetes, name: string, lookAgainMs = FAR_AWAY_MS) {
  const held: string[] = [];
  const gone = waitUntilGone(k, name, {
    signal: never,
    timeoutMs: FAR_AWAY_MS,
    lookAgainMs,
    isAwaited: (namespace) => {
      held.push(...describeTermination(namespace).finalizers.map(({ finalizer }) => finalizer));
      return true;
    },
  });
  return { held, gone };
}

const openedWatches = (api: ApiProxy) => api.calls('watch', 'namespaces').filter(({ code }) => code === 200).length;
const untilWatched = (api: ApiProxy, times = 1) =>
  eventually(async () => openedWatches(api) >= times || null, 'the watch of the namespace');

const ENDS = [
  { how: 'is cut', end: (api: ApiProxy) => api.cutWatches() },
  { how: 'says 410 Gone', end: (api: ApiProxy) => api.expireWatches() },
];

// Side by side, since a cluster takes its time to see that what held a namespace is gone.
describe.concurrent('the wait for the end of a namespace', () => {
  test('the watch tells what holds a namespace and when it is gone, long before the next look', async (context) => {
    const name = await heldNamespace();
    const { api, k } = await connectByProxy(context);
    const { held, gone } = waitFor(k, name);
    await untilWatched(api);
    await eventually(async () => held.includes(HOLD) || null, 'what holds it');
    await letGo(name);
    expect(await gone).toBeNull();
    expect(openedWatches(api)).toBe(1);
  });

  test('what happens to other namespaces is no reason to look', async (context) => {
    const { name } = await newNamespace(direct);
    const { api, k } = await connectByProxy(context);
    const isAwaited = ({ labels }: NamespaceView) => labels.mark === undefined;
    const wait = waitUntilGone(k, name, { signal: never, timeoutMs: FAR_AWAY_MS, lookAgainMs: FAR_AWAY_MS, isAwaited });
    await untilWatched(api);
    await newNamespace(direct);
    await asAdmin(['label', 'namespace', name, 'mark=seen']);
    expect(await wait).toMatchObject({ labels: { mark: 'seen' } });
    // The first, that of the first picture, and that of the label.
    expect(api.calls('get', 'namespaces')).toHaveLength(3);
  });

  test('when its time is over, it answers with what it saw last instead of a look that would be cut off', async (context) => {
    // One that nothing changes: a change is a reason to look once more.
    const name = 'default';
    const { api, k } = await connectByProxy(context);
    const isAwaited = () => true;
    const wait = waitUntilGone(k, name, { signal: never, timeoutMs: 1_500, lookAgainMs: FAR_AWAY_MS, isAwaited });
    expect(await wait).toMatchObject({ name });
    // The first, and that of the first picture.
    expect(api.calls('get', 'namespaces')).toHaveLength(2);
  });

  test('a namespace that is gone already is not watched', async (context) => {
    const { api, k } = await connectByProxy(context);
    expect(await waitFor(k, 'store-z000000000').gone).toBeNull();
    expect(api.calls()).toHaveLength(1);
  });

  test.for(ENDS)('when its watch $how, it is opened again, and the end is seen', async ({ end }, context) => {
    const name = await heldNamespace();
    const { api, k } = await connectByProxy(context);
    const { gone } = waitFor(k, name);
    await untilWatched(api);
    end(api);
    await untilWatched(api, 2);
    await letGo(name);
    expect(await gone).toBeNull();
  });

  test.for([[['watch']], [['list', 'watch']]])('where it may not %s, it looks', async ([verbs], context) => {
    const name = await heldNamespace();
    const { api, k } = await connectByProxy(context);
    api.set({ verbs, resources: ['namespaces'], fault: { is: 'status', code: 403 } });
    const { held, gone } = waitFor(k, name, 100);
    await eventually(async () => held.includes(HOLD) || null, 'what holds it');
    await letGo(name);
    expect(await gone).toBeNull();
    expect(openedWatches(api)).toBe(0);
  });
});
