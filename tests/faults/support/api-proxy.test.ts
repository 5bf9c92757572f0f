import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canManage } from '#server/kubernetes/access.ts';
import { createKubernetes, type Kubernetes } from '#server/kubernetes/client.ts';
import { listObjects } from '#server/kubernetes/list.ts';
import { findNamespace } from '#server/kubernetes/namespaces.ts';
import type { Secret } from '#server/kubernetes/objects.ts';
import { pathOf } from '#server/kubernetes/resources.ts';
import { ctx, never, newNamespace } from '#tests/integration/kubernetes/cluster.ts';
import { readCall } from './api-call.ts';
import { type ApiProxy, startApiProxy } from './api-proxy.ts';
import { cluster } from './cluster.ts';

let api: ApiProxy;
let k: Kubernetes;

beforeEach(async () => {
  api = await startApiProxy();
  k = createKubernetes({ kubeconfig: api.kubeconfig, readTimeoutMs: 1500, writeTimeoutMs: 500 });
});

afterEach(() => api.close());

const look = () => findNamespace(k, 'default', never);
const spoken = () => api.calls().map(({ verb, resource, code }) => `${verb} ${resource} ${code}`);

describe('a call', () => {
  it.each([
    ['GET', '/api/v1/namespaces', 'list namespaces'],
    ['GET', '/api/v1/namespaces/x', 'get namespaces'],
    ['DELETE', '/api/v1/namespaces/x', 'delete namespaces'],
    ['GET', '/api/v1/namespaces/x/pods?watch=true', 'watch pods'],
    ['GET', '/api/v1/namespaces/x/pods/web/log?tailLines=1', 'get pods/log'],
    ['POST', '/apis/apps/v1/namespaces/x/deployments?timeout=5s', 'create deployments'],
    ['PATCH', '/apis/apps/v1/namespaces/x/deployments/web', 'patch deployments'],
    ['DELETE', '/apis/batch/v1/namespaces/x/jobs', 'deletecollection jobs'],
    ['GET', '/apis/storage.k8s.io/v1/storageclasses/standard', 'get storageclasses'],
    ['GET', '/apis/apps/v1', 'get /apis/apps/v1'],
    ['GET', '/version?timeout=5s', 'get /version'],
  ])('%s %s is: %s', (method, url, words) => {
    const { verb, resource } = readCall(method, url);
    expect(`${verb} ${resource}`).toBe(words);
  });
});

describe('a proxy in front of the API server', () => {
  it("passes calls on under the app's own account, and knows each", async () => {
    await look();
    expect(await canManage(k, 'default', never)).toBe(false);
    await expect(listObjects(k, 'Secret', 'default', never)).rejects.toMatchObject({ kind: 'forbidden' });
    expect(spoken()).toEqual(['get namespaces 200', 'create selfsubjectaccessreviews 201', 'list secrets 403']);
    expect(api.calls('create', 'selfsubjectaccessreviews')).toHaveLength(1);
  });

  it('answers what it is told, as the API server would say it, until it is told otherwise', async () => {
    api.set({ verbs: ['get'], resources: ['namespaces'], fault: { is: 'status', code: 429, retryAfterSeconds: 7 } });
    await expect(look()).rejects.toMatchObject({ kind: 'throttled', retryAfterSeconds: 7 });
    await canManage(k, 'default', never);
    api.set({ fault: { is: 'status', code: 403 } });
    await expect(look()).rejects.toMatchObject({ kind: 'forbidden' });
    api.set({ fault: { is: 'status', code: 410 } });
    await expect(look()).rejects.toMatchObject({ kind: 'gone' });
    api.set();
    await look();
  });

  it('spoils a share of the calls, and the same ones each time', async () => {
    const spoil = async () => {
      const before = api.calls().length;
      api.set({ share: 0.3, fault: { is: 'status', code: 403 } });
      for (let i = 0; i < 100; i++) await look().catch(() => null);
      return api
        .calls()
        .slice(before)
        .map(({ code }) => code);
    };
    const codes = await spoil();
    expect(codes.filter((code) => code === 403).length / 100).toBeCloseTo(0.3, 0.5);
    expect(await spoil()).toEqual(codes);
  });

  it('spoils the first of each kind', async () => {
    api.set({ once: true, fault: { is: 'status', code: 403 } });
    for (let i = 0; i < 3; i++) await look().catch(() => null);
    expect(spoken()).toEqual(['get namespaces 403', 'get namespaces 200', 'get namespaces 200']);
  });

  it('leaves calls hanging, and delays them', async () => {
    api.set({ fault: { is: 'hang' } });
    await expect(look()).rejects.toMatchObject({ kind: 'timeout' });
    api.set({ fault: { is: 'delay', ms: 100 } });
    const start = performance.now();
    await look();
    expect(performance.now() - start).toBeGreaterThan(95);
  });

  it('loses the answer to what was done all the same', async () => {
    const { name: namespace } = await newNamespace(k);
    api.set({ verbs: ['create'], once: true, fault: { is: 'lost-answer' } });
    const path = pathOf('Secret', namespace);
    const body = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'made' } };
    // Repeated at once, it finds what it has made itself.
    await expect(k.write(ctx, { method: 'POST', path, body })).rejects.toMatchObject({ kind: 'already-exists' });
    expect(api.calls('create', 'secrets').map(({ code }) => code)).toEqual([500, 409]);
    expect(await listObjects<Secret>(cluster(), 'Secret', namespace, never)).toHaveLength(1);
  });

  it.each([
    ['cut', (proxy: ApiProxy) => proxy.cutWatches(), ''],
    ['expired', (proxy: ApiProxy) => proxy.expireWatches(), '"code":410'],
  ])('ends open watches: %s', async (_, end, words) => {
    const query = { watch: true, timeoutSeconds: 30 };
    const stream = await k.open({ path: '/api/v1/namespaces', query, signal: never });
    expect(api.calls('watch', 'namespaces')).toHaveLength(1);
    const text = new Response(stream).text().catch(() => '');
    end(api);
    expect(await text).toContain(words);
  });
});
