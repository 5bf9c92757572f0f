import { expect, test } from 'vitest';
import { canManage, ensureRoleBinding } from '#server/kubernetes/access.ts';
import { checkHealth } from '#server/kubernetes/health.ts';
import { deleteNamespace, ensureNamespace, findNamespace, listNamespaces } from '#server/kubernetes/namespaces.ts';
import { describeTermination, listFinalizedObjects } from '#server/kubernetes/termination.ts';
import {
  asAdmin,
  bindingIn,
  connect,
  ctx,
  eventually,
  labelsOf,
  never,
  newId,
  newNamespace,
  patchAsAdmin,
  put,
} from './cluster.ts';

const k = connect();

test('the cluster says that it is ready, and its version', async () => {
  expect((await checkHealth(k, never)).version).toMatch(/^v1\./);
});

test('a namespace that is there is accepted by its own store', async () => {
  const id = newId();
  const wanted = { name: `store-${id}`, labels: labelsOf(id) };
  const first = await ensureNamespace(k, ctx, wanted);
  expect(await ensureNamespace(k, ctx, wanted)).toEqual({ uid: first.uid });
  expect(await findNamespace(k, wanted.name, never)).toMatchObject({
    uid: first.uid,
    terminating: false,
    phase: 'Active',
  });
  expect(await listNamespaces(k, `storewright.dev/store-id=${id}`, never)).toMatchObject([{ name: wanted.name }]);
});

test('a namespace of another store is not taken', async () => {
  const id = newId();
  const metadata = { name: `store-${id}`, labels: labelsOf(newId()) };
  await asAdmin(['create', '-f', '-'], { apiVersion: 'v1', kind: 'Namespace', metadata });
  const wanted = { name: metadata.name, labels: labelsOf(id) };
  await expect(ensureNamespace(k, ctx, wanted)).rejects.toMatchObject({
    kind: 'conflict',
    object: `Namespace/${metadata.name}`,
  });
});

test('a namespace that the policy does not allow is refused as such', async () => {
  const wanted = { name: 'store-platform', labels: labelsOf(newId()) };
  await expect(ensureNamespace(k, ctx, wanted)).rejects.toMatchObject({ kind: 'admission-denied' });
});

test('once the lease is over nothing is written, and the reason passes through', async () => {
  const id = newId();
  const fenced = new Error('the lease is over');
  const guard = () => {
    throw fenced;
  };
  const wanted = { name: `store-${id}`, labels: labelsOf(id) };
  await expect(ensureNamespace(k, { guard, signal: never }, wanted)).rejects.toBe(fenced);
  expect(await findNamespace(k, wanted.name, never)).toBeNull();
});

test('rights come with the RoleBinding, not before', async () => {
  const id = newId();
  const name = `store-${id}`;
  await ensureNamespace(k, ctx, { name, labels: labelsOf(id) });
  expect(await canManage(k, name, never)).toBe(false);
  await ensureRoleBinding(k, ctx, bindingIn(name));
  await ensureRoleBinding(k, ctx, bindingIn(name));
  expect(await eventually(async () => (await canManage(k, name, never)) || null, 'the rights')).toBe(true);
});

test('a RoleBinding that grants something else is not taken for ours', async () => {
  const id = newId();
  const name = `store-${id}`;
  await ensureNamespace(k, ctx, { name, labels: labelsOf(id) });
  await asAdmin(['create', 'rolebinding', 'storewright', '--clusterrole=view', '--user=someone', '--namespace', name]);
  await expect(ensureRoleBinding(k, ctx, bindingIn(name))).rejects.toMatchObject({ kind: 'conflict' });
});

test('a deletion spares a namespace of the same name but another UID', async () => {
  const { name } = await newNamespace(k);
  const uid = '00000000-0000-0000-0000-000000000000';
  await expect(deleteNamespace(k, ctx, { name, uid })).rejects.toMatchObject({ kind: 'conflict' });
  expect(await findNamespace(k, name, never)).toMatchObject({ terminating: false });
});

test('a deletion may be repeated, also when all is gone', async () => {
  const namespace = await newNamespace(k);
  await deleteNamespace(k, ctx, namespace);
  await deleteNamespace(k, ctx, namespace);
  await eventually(
    async () => (await findNamespace(k, namespace.name, never)) === null || null,
    'the end of the namespace',
  );
  await expect(deleteNamespace(k, ctx, namespace)).resolves.toBeUndefined();
});

test('a deletion that is held names kind, number and finalizer, and which object it was', async () => {
  const { name, uid } = await newNamespace(k);
  const finalizers = ['example.com/hold'];
  await put(name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'held', finalizers } });
  expect(await listFinalizedObjects(k, name, never)).toEqual([{ kind: 'ConfigMap', name: 'held', finalizers }]);

  await deleteNamespace(k, ctx, { name, uid });
  const termination = await eventually(async () => {
    const namespace = await findNamespace(k, name, never);
    const seen = describeTermination(namespace ?? { conditions: [] });
    return seen.finalizers.length > 0 ? seen : null;
  }, 'the conditions of the namespace');
  expect(termination.remaining).toContainEqual({ kind: 'configmaps', count: 1 });
  expect(termination.finalizers).toEqual([{ finalizer: 'example.com/hold', count: 1 }]);
  const again = ensureNamespace(k, ctx, { name, labels: labelsOf(name.slice('store-'.length)) });
  await expect(again).rejects.toMatchObject({ kind: 'terminating' });

  await patchAsAdmin(name, 'configmap/held', { metadata: { finalizers: null } });
});
