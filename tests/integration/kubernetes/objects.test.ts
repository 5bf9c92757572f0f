import { expect, test } from 'vitest';
import { ensureObject, isQuotaActive } from '#server/kubernetes/ensure-object.ts';
import { ensureSecret, readSecret } from '#server/kubernetes/secret.ts';
import { asAdmin, connect, ctx, eventually, never, newNamespace, patchAsAdmin } from './cluster.ts';
import { quota } from './workload.ts';

const k = connect();
const { name: namespace } = await newNamespace(k);
const labels = { 'app.kubernetes.io/managed-by': 'storewright' };

test('a quota that someone loosened is put right', async () => {
  const hard = async () =>
    JSON.parse(await asAdmin(['--namespace', namespace, 'get', 'resourcequota/store', '-o', 'jsonpath={.spec.hard}']));
  const wanted = quota(namespace, { 'limits.cpu': '4', pods: '20' });
  await ensureObject(k, ctx, wanted);
  await patchAsAdmin(namespace, 'resourcequota/store', { spec: { hard: { pods: '9000' } } });
  expect(await hard()).toMatchObject({ pods: '9k' });
  await ensureObject(k, ctx, wanted);
  expect(await hard()).toEqual({ 'limits.cpu': '4', pods: '20' });
});

test('a quota counts as active only when the cluster says so', async () => {
  expect(await isQuotaActive(k, namespace, 'absent', never)).toBe(false);
  await ensureObject(k, ctx, quota(namespace, { pods: '20' }));
  const active = () => isQuotaActive(k, namespace, 'store', never);
  expect(await eventually(async () => (await active()) || null, 'the quota')).toBe(true);
});

test('a secret that exists is never overwritten; what it lacks is added', async () => {
  const secret = (values: Record<string, string>) => ({ namespace, name: 'credentials', labels, make: () => values });
  expect(await ensureSecret(k, ctx, secret({ first: 'ärger & co', second: 'two' }))).toBe(true);
  expect(await ensureSecret(k, ctx, secret({ first: 'other', second: 'other', third: 'three' }))).toBe(false);
  expect(await readSecret(k, namespace, 'credentials', never)).toEqual({
    first: 'ärger & co',
    second: 'two',
    third: 'three',
  });
});

test('of ten that make a secret at once, one does, and all find the same values', async () => {
  const makers = Array.from({ length: 10 }, (_, i) =>
    ensureSecret(k, ctx, { namespace, name: 'raced', labels, make: () => ({ password: `password-${i}` }) }),
  );
  const created = (await Promise.all(makers)).filter(Boolean);
  expect(created).toHaveLength(1);
});

test('a secret that is not there is null', async () => {
  expect(await readSecret(k, namespace, 'absent', never)).toBeNull();
});

test('the secrets of the platform itself are out of reach', async () => {
  await expect(readSecret(k, 'storewright-system', 'any', never)).rejects.toMatchObject({ kind: 'forbidden' });
});
