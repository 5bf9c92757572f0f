import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReleaseRef, ReleaseStatus } from '#server/helm/index.ts';
import {
  SINGLE,
  VALUES,
  asAdmin,
  leaveBehind,
  newContext,
  newHelm,
  newNamespace,
  readNote,
  removeNamespace,
  statusesOf,
} from './cluster.ts';

const helm = newHelm();
const context = newContext();
const first = { chartDir: SINGLE, values: VALUES };
const second = { chartDir: SINGLE, values: { ...VALUES, note: 'second' } };
let ref: ReleaseRef;

beforeEach(async () => {
  ref = await newNamespace();
});

afterEach(() => removeNamespace(ref));

test('a release that is not there is installed, and found afterwards', async () => {
  expect(await helm.findRelease(context, ref)).toBeNull();
  expect(await helm.ensureRelease(context, { ...ref, ...first })).toEqual({ revision: 1, changed: true });
  expect(await helm.findRelease(context, ref)).toMatchObject({
    status: 'deployed',
    revision: 1,
    chart: 'single-0.1.0',
  });
});

test('the same chart and the same values change nothing', async () => {
  await helm.ensureRelease(context, { ...ref, ...second });
  const reordered = { chartDir: SINGLE, values: { note: 'second', ...VALUES } };
  expect(await helm.ensureRelease(context, { ...ref, ...reordered })).toEqual({ revision: 1, changed: false });
  expect(await statusesOf(ref)).toEqual(['deployed']);
});

test('another chart is rolled out with the same values', async () => {
  await helm.ensureRelease(context, { ...ref, ...first });
  const chartDir = await mkdtemp(join(tmpdir(), 'chart-'));
  await cp(SINGLE, chartDir, { recursive: true });
  const values = join(chartDir, 'values.yaml');
  await writeFile(values, (await readFile(values, 'utf8')).replace("note: ''", 'note: of the new chart'));
  expect(await helm.ensureRelease(context, { ...ref, chartDir, values: VALUES })).toEqual({
    revision: 2,
    changed: true,
  });
  expect(await readNote(ref)).toBe('of the new chart');
  await rm(chartDir, { recursive: true });
});

test('a field that the API server does not know fails the release, and the chart without it mends it', async () => {
  const chartDir = await mkdtemp(join(tmpdir(), 'chart-'));
  await cp(SINGLE, chartDir, { recursive: true });
  const template = join(chartDir, 'templates', 'deployment.yaml');
  await writeFile(template, (await readFile(template, 'utf8')).replace(/^spec:$/m, 'spec:\n  replicaz: 1'));
  await expect(helm.ensureRelease(context, { ...ref, chartDir, values: VALUES })).rejects.toThrow('replicaz');
  expect(await helm.ensureRelease(context, { ...ref, ...first })).toMatchObject({ changed: true });
  expect(await deployedCount()).toBe(1);
  await rm(chartDir, { recursive: true });
});

test('values files of the chart lie under the values', async () => {
  await helm.ensureRelease(context, { ...ref, ...first, valuesFiles: ['values-other.yaml'] });
  expect(await readNote(ref)).toBe('from a values file');
  await helm.ensureRelease(context, { ...ref, ...second, valuesFiles: ['values-other.yaml'] });
  expect(await readNote(ref)).toBe('second');
});

test('a number of replicas that somebody else set does not stop an upgrade', async () => {
  await helm.ensureRelease(context, { ...ref, ...first });
  await asAdmin(['scale', 'deployment', 'web', '--replicas', '3', '-n', ref.namespace]);
  await helm.ensureRelease(context, { ...ref, ...second });
  const replicas = await asAdmin(['get', 'deployment', 'web', '-n', ref.namespace, '-o', 'jsonpath={.spec.replicas}']);
  expect(replicas).toBe('1');
});

test('values arrive as they are, whatever they contain', async () => {
  const note = `a, b={x} {{ .Values }} $(id) '"\\ \n---\nx: 1\t\u2028\u2029\ufeff 😀 \ud800`;
  await helm.ensureRelease(context, { ...ref, chartDir: SINGLE, values: { ...VALUES, note } });
  expect(await readNote(ref)).toBe(note.toWellFormed());
});

test('values that the schema refuses change nothing, not even by taking those of before', async () => {
  await helm.ensureRelease(context, { ...ref, ...second });
  await expect(helm.ensureRelease(context, { ...ref, chartDir: SINGLE, values: {} })).rejects.toMatchObject({
    kind: 'invalid-values',
    message: expect.stringContaining('store'),
  });
  expect(await statusesOf(ref)).toEqual(['deployed']);
});

test('a release that failed is upgraded', async () => {
  await helm.ensureRelease(context, { ...ref, ...first });
  await leaveBehind(ref, 1, 'failed');
  expect(await helm.ensureRelease(context, { ...ref, ...first })).toEqual({ revision: 2, changed: true });
  expect(await deployedCount()).toBe(1);
});

test('uninstalling left behind is finished, and installed anew', async () => {
  await helm.ensureRelease(context, { ...ref, ...first });
  const before = await uidOfDeployment();
  await leaveBehind(ref, 1, 'uninstalling');
  const ensured = await helm.ensureRelease(context, { ...ref, ...first });
  expect(ensured).toEqual({ revision: 1, changed: true, cleared: 'uninstalling' });
  expect(await statusesOf(ref)).toEqual(['deployed']);
  expect(await uidOfDeployment()).not.toBe(before);
});

test('what is still going is waited for, and nothing is installed over it', async () => {
  await helm.ensureRelease(context, { ...ref, ...first });
  await leaveBehind(ref, 1, 'uninstalling');
  const held = ['configmap', 'note', '-n', ref.namespace, '--type', 'merge', '-p'];
  await asAdmin(['patch', ...held, '{"metadata":{"finalizers":["storewright.dev/test"]}}']);
  const hurried = newHelm({ timeoutMs: 8000 }).ensureRelease(context, { ...ref, ...first });
  await expect(hurried).rejects.toMatchObject({ kind: 'timeout', command: 'uninstall' });
  expect(await asAdmin(['get', 'deployments', '-n', ref.namespace])).toBe('');
  await asAdmin(['patch', ...held, '{"metadata":{"finalizers":null}}']);
});

test('pending-install left behind is finished over the same objects', async () => {
  await helm.ensureRelease(context, { ...ref, ...first });
  const before = await uidOfDeployment();
  await leaveBehind(ref, 1, 'pending-install');
  const ensured = await helm.ensureRelease(context, { ...ref, ...second });
  expect(ensured).toEqual({ revision: 3, changed: true, cleared: 'pending-install' });
  expect(await deployedCount()).toBe(1);
  expect(await uidOfDeployment()).toBe(before);
  expect(await readNote(ref)).toBe('second');
});

test.each(['pending-upgrade', 'pending-rollback'] as const)(
  '%s left behind is rolled back, and upgraded over the same objects',
  async (status) => {
    await helm.ensureRelease(context, { ...ref, ...first });
    await helm.ensureRelease(context, { ...ref, ...second });
    const before = await uidOfDeployment();
    await leaveBehind(ref, 2, status);
    await leaveBehind(ref, 1, 'deployed');
    expect(await helm.ensureRelease(context, { ...ref, ...second })).toEqual({
      revision: 4,
      changed: true,
      cleared: status,
    });
    expect(await deployedCount()).toBe(1);
    expect(await uidOfDeployment()).toBe(before);
    expect(await readNote(ref)).toBe('second');
  },
);

test('pending-upgrade over an install that never succeeded is finished too', async () => {
  await helm.ensureRelease(context, { ...ref, ...first });
  await helm.ensureRelease(context, { ...ref, ...second });
  await leaveBehind(ref, 1, 'failed');
  await leaveBehind(ref, 2, 'pending-upgrade');
  const ensured = await helm.ensureRelease(context, { ...ref, ...second });
  expect(ensured).toEqual({ revision: 4, changed: true, cleared: 'pending-upgrade' });
  expect(await deployedCount()).toBe(1);
});

const LEFT_BEHIND: readonly ReleaseStatus[] = [
  'deployed',
  'failed',
  'pending-install',
  'pending-upgrade',
  'pending-rollback',
  'uninstalling',
];

test.each(LEFT_BEHIND)('%s can be uninstalled, and uninstalling twice is no error', async (status) => {
  await helm.ensureRelease(context, { ...ref, ...first });
  await leaveBehind(ref, 1, status);
  expect(await helm.ensureUninstalled(context, ref)).toEqual({ removed: true });
  expect(await helm.ensureUninstalled(context, ref)).toEqual({ removed: false });
  expect(
    await asAdmin(['get', 'deployments,configmaps', '-l', 'app.kubernetes.io/managed-by=Helm', '-n', ref.namespace]),
  ).toBe('');
});

test('a namespace that is going says so, and is not taken for a missing right', async () => {
  const held = ['rolebinding', 'storewright', '-n', ref.namespace, '--type', 'merge', '-p'];
  await asAdmin(['patch', ...held, '{"metadata":{"finalizers":["storewright.dev/test"]}}']);
  await removeNamespace(ref);
  const tried = helm.ensureRelease(context, { ...ref, ...first });
  await expect(tried).rejects.toMatchObject({ kind: 'terminating' });
  await asAdmin(['patch', ...held, '{"metadata":{"finalizers":null}}']);
});

test('without the right it says forbidden', async () => {
  const elsewhere = { namespace: 'kube-system', release: 'store' };
  await expect(helm.ensureRelease(context, { ...elsewhere, ...first })).rejects.toMatchObject({ kind: 'forbidden' });
});

test('a quota that leaves no room is told as such', async () => {
  await asAdmin(['create', 'quota', 'none', '--hard', 'count/deployments.apps=0', '-n', ref.namespace]);
  await expect(helm.ensureRelease(context, { ...ref, ...first })).rejects.toMatchObject({ kind: 'quota' });
});

async function uidOfDeployment(): Promise<string> {
  return asAdmin(['get', 'deployment', 'web', '-n', ref.namespace, '-o', 'jsonpath={.metadata.uid}']);
}

async function deployedCount(): Promise<number> {
  return (await statusesOf(ref)).filter((status) => status === 'deployed').length;
}
