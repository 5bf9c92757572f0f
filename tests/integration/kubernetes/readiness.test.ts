import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clearFailedAttempts } from '#server/kubernetes/clear-failed-attempts.ts';
import { ensureObject, isQuotaActive } from '#server/kubernetes/ensure-object.ts';
import type { Waiting } from '#server/kubernetes/finding.ts';
import { READINESS_DEFAULTS } from '#server/kubernetes/obstacles.ts';
import { readLogs } from '#server/kubernetes/logs.ts';
import { listPods, type PodView } from '#server/kubernetes/pods.ts';
import type { Expected } from '#server/kubernetes/readiness.ts';
import { ensureSecret } from '#server/kubernetes/secret.ts';
import { waitUntil } from '#server/kubernetes/wait.ts';
import { watchNamespace } from '#server/kubernetes/watch.ts';
import { asAdmin, connect, ctx, eventually, never, newNamespace, patchAsAdmin, put } from './cluster.ts';
import { deployment, job, quota } from './workload.ts';

const k = connect();

/** One slice. Its length ends a broken run; a right one ends by what is seen. */
async function wait(namespace: string, expected: Expected, { since = new Date(), timeoutMs = 30_000 } = {}) {
  const watch = watchNamespace(k, namespace);
  onTestFinished(() => watch.close());
  const reasons: Waiting[] = [];
  const onReason = (waiting: Waiting) => void reasons.push(waiting);
  const settings = { ...READINESS_DEFAULTS, since, waitingSince: new Date() };
  const options = { signal: never, timeoutMs, onReason, settings, secretName: 'store-credentials' };
  return { seen: await waitUntil(k, watch, expected, options), reasons };
}

test('a workload that comes up is seen as ready, and its pods are listed', async () => {
  const { name } = await newNamespace(k);
  const waiting = wait(name, { roles: ['web'] });
  await put(name, deployment('web', { replicas: 2 }));
  expect((await waiting).seen).toEqual({ state: 'ready' });
  const pods = await listPods(k, name, never);
  expect(pods).toHaveLength(2);
  expect(pods[0]).toMatchObject({ phase: 'Running', ready: true, readyContainers: 1, restarts: 0, role: 'web' });
});

test('a complete Job is seen', async () => {
  const { name } = await newNamespace(k);
  await put(name, job('order-check'));
  expect((await wait(name, { job: 'order-check' })).seen).toEqual({ state: 'ready' });
});

test('a full quota is told with its numbers; once it is raised, a retry becomes ready', async () => {
  const { name } = await newNamespace(k);
  await ensureObject(k, ctx, quota(name, { 'limits.cpu': '20m' }));
  await eventually(async () => (await isQuotaActive(k, name, 'store', never)) || null, 'the quota');
  const since = new Date();
  await put(name, deployment('web', { cpu: '30m' }));
  expect((await wait(name, { roles: ['web'] }, { since })).seen).toMatchObject({
    state: 'failed',
    failure: {
      reason: 'QuotaExceeded',
      object: expect.stringMatching(/^ReplicaSet\/web-/),
      message: expect.stringContaining('requested: limits.cpu=30m, used: limits.cpu=0, limited: limits.cpu=20m'),
    },
  });

  await ensureObject(k, ctx, quota(name, { 'limits.cpu': '40m' }));
  await clearFailedAttempts(k, ctx, name);
  // Their controllers may wait for minutes by now; a change that reaches the ReplicaSet makes them look at once.
  const woken = async () =>
    asAdmin(['--namespace', name, 'get', 'replicasets', '-o', 'jsonpath={.items[*].metadata.annotations}']);
  await eventually(
    async () => (await woken()).includes('storewright.dev/retried-at') || null,
    'the wake of the ReplicaSet',
  );
  const retry = await wait(name, { roles: ['web'] }, { since: new Date() });
  expect(retry.seen).toEqual({ state: 'ready' });
});

test('what Pod Security refuses is told in its words', async () => {
  const { name } = await newNamespace(k);
  const since = new Date();
  await put(name, deployment('web', { privileged: true }));
  expect((await wait(name, { roles: ['web'] }, { since })).seen).toMatchObject({
    state: 'failed',
    failure: {
      reason: 'AdmissionDenied',
      message: expect.stringContaining('violates PodSecurity "restricted:latest"'),
    },
  });
});

test("a pod that finds no node is told in the scheduler's words, and is waited for", async () => {
  const { name } = await newNamespace(k);
  await put(name, deployment('web', { pod: { nodeSelector: { zone: 'nowhere' } } }));
  const { seen } = await wait(name, { roles: ['web'] }, { timeoutMs: 3000 });
  expect(seen).toMatchObject({
    state: 'waiting',
    code: 'Unschedulable',
    reason: expect.stringContaining("didn't match Pod's node affinity/selector"),
  });
});

test('a volume whose class does not exist is told', async () => {
  const { name } = await newNamespace(k);
  const spec = {
    storageClassName: 'absent',
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
  };
  await put(name, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec });
  const { seen } = await wait(name, { roles: ['data'] }, { timeoutMs: 3000 });
  expect(seen).toMatchObject({
    code: 'VolumePending',
    object: 'PersistentVolumeClaim/data',
    reason: expect.stringContaining('storageclass.storage.k8s.io "absent" not found'),
  });
});

/** A pod of the role web that ran, and now is in back-off. */
async function crash(namespace: string): Promise<string> {
  const isUp = ({ role, ready }: PodView) => role === 'web' && ready;
  const pods = () => listPods(k, namespace, never);
  const pod = await eventually(async () => (await pods()).find(isUp)?.name ?? null, 'a pod that is up');
  const state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' } };
  const container = { name: 'web', image: 'shop:1', imageID: '', ready: false, restartCount: 3, state };
  const status = { conditions: [{ type: 'Ready', status: 'False' }], containerStatuses: [container] };
  await patchAsAdmin(namespace, `pod/${pod}`, { status }, '--subresource=status');
  return pod;
}

test('a crash loop is told with its last log lines, the secrets in them censored', async () => {
  const { name } = await newNamespace(k);
  const make = () => ({ 'database-password': 'canary/0123456789' });
  await ensureSecret(k, ctx, { namespace: name, name: 'store-credentials', labels: {}, make });
  await put(name, deployment('web'));
  const pod = await crash(name);
  const file = join(mkdtempSync(join(tmpdir(), 'log-')), 'web.log');
  writeFileSync(file, '2026-11-23T12:00:00.000000000Z stdout F no access with canary/0123456789\n');
  const logs = [{ containers: ['web'], logsFile: file, previousLogsFile: file }];
  await put(name, { apiVersion: 'kwok.x-k8s.io/v1alpha1', kind: 'Logs', metadata: { name: pod }, spec: { logs } });
  await eventually(
    async () => (await readLogs(k, { namespace: name, pod, tailLines: 1, signal: never }).catch(() => null)) || null,
    'the simulated log',
  );

  expect((await wait(name, { roles: ['web'] })).seen).toMatchObject({
    state: 'failed',
    failure: { reason: 'CrashLoop', object: `Pod/${pod}`, logs: 'no access with [redacted]' },
  });
});

test('a crash loop and a Job that gave up are cleared for a retry, which becomes ready', async () => {
  const { name } = await newNamespace(k);
  await put(name, deployment('web'), job('init', { pod: { nodeSelector: { zone: 'nowhere' } } }));
  const pod = await crash(name);
  await patchAsAdmin(name, 'job/init', { spec: { activeDeadlineSeconds: 1 } });
  expect((await wait(name, { job: 'init' })).seen).toMatchObject({
    state: 'failed',
    failure: { reason: 'JobFailed', object: 'Job/init', message: expect.stringContaining('DeadlineExceeded') },
  });

  expect(await clearFailedAttempts(k, ctx, name)).toEqual(['Job/init', `Pod/${pod}`]);
  expect((await wait(name, { roles: ['web'] })).seen).toEqual({ state: 'ready' });
});
