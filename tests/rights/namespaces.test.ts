import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdmin, newId } from '#tests/integration/kubernetes/cluster.ts';
import { asOverprivileged, asPlatform, sendAsPlatform } from './account.ts';
import { namespaceOf, secretOf } from './objects.ts';

const DRY = ['create', '--dry-run=server'];
const id = newId();
/** Made by the administrator: named as a store's is, but without its labels. */
const foreign = `store-${newId()}`;
const ours = `store-${id}`;

beforeAll(async () => {
  await asAdmin(['create', 'namespace', foreign]);
  await asAdmin(['create', '-f', '-'], namespaceOf(id));
});

afterAll(async () => {
  await asAdmin(['delete', 'namespace', foreign, ours, '--wait=false', '--ignore-not-found']);
});

describe('the platform’s account makes', () => {
  it('the namespace of a store', async () => {
    expect(await sendAsPlatform(namespaceOf(newId()), ...DRY)).toBe('allowed');
  });

  it.each(['store-platform', 'store-other', 'storewright-system2', 'default2', 'shop-a123456789', 'store-A123456789'])(
    'no namespace %s',
    async (name) => {
      const labels = { 'storewright.dev/store-id': name.replace('store-', '') };
      expect(await sendAsPlatform(namespaceOf(newId(), { name, labels }), ...DRY)).not.toBe('allowed');
    },
  );

  it.each([
    ['the id of another store', { 'storewright.dev/store-id': 'b123456789' }],
    ['an empty id', { 'storewright.dev/store-id': '' }],
    ['privileged pods', { 'pod-security.kubernetes.io/enforce': 'privileged' }],
    ['baseline pods', { 'pod-security.kubernetes.io/enforce': 'baseline' }],
    ['the Pod Security of an old version', { 'pod-security.kubernetes.io/enforce-version': 'v1.20' }],
  ])('no namespace with %s', async (_, labels) => {
    expect(await sendAsPlatform(namespaceOf('a123456789', { labels }), ...DRY)).toBe('policy');
  });

  it('no namespace without labels or Pod Security, and none whose name is generated', async () => {
    const bare = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'store-a123456789' } };
    expect(await sendAsPlatform(bare, ...DRY)).toBe('policy');
    const unsafe = { ...bare, metadata: { ...bare.metadata, labels: { 'storewright.dev/store-id': 'a123456789' } } };
    expect(await sendAsPlatform(unsafe, ...DRY)).toBe('policy');
    const { metadata, ...rest } = namespaceOf('a123456789');
    const generated = { ...rest, metadata: { labels: metadata.labels, generateName: 'store-a1234' } };
    expect(await sendAsPlatform(generated, ...DRY)).toBe('policy');
  });
});

describe('the platform’s account removes', () => {
  it('the namespace of a store', async () => {
    expect(await asPlatform('delete', 'namespace', ours, '--dry-run=server')).toBe('allowed');
  });

  it.each([
    ['one named as a store’s is, but without its label', foreign],
    ['the platform’s own', 'storewright-system'],
    ['another part of the cluster', 'kube-node-lease'],
  ])('no other: %s', async (_, namespace) => {
    expect(await asPlatform('delete', 'namespace', namespace, '--dry-run=server')).toBe('policy');
  });

  it('never kube-system', async () => {
    expect(await asPlatform('delete', 'namespace', 'kube-system', '--dry-run=server')).not.toBe('allowed');
  });
});

describe('labels are no way up', () => {
  it('since the account cannot change a namespace at all', async () => {
    expect(await asPlatform('label', 'namespace', ours, 'a=b', '--dry-run=server')).toBe('no right');
    expect(await asPlatform('label', 'namespace', 'kube-system', 'a=b', '--dry-run=server')).toBe('no right');
  });

  // From here on the account has every right by mistake, and only the policy stands.
  it('even with every right: nobody’s namespace becomes a store’s', async () => {
    const labels = namespaceOf(foreign.replace('store-', '')).metadata.labels;
    const patch = JSON.stringify({ metadata: { labels } });
    const how = ['patch', 'namespace', foreign, '--type=merge', '--patch', patch, '--dry-run=server'];
    expect(await asOverprivileged(undefined, ...how)).toBe('policy');
  });

  it('even with every right: a store’s namespace is not weakened, renamed or given away', async () => {
    const change = (label: string) =>
      asOverprivileged(undefined, 'label', '--overwrite', 'namespace', ours, label, '--dry-run=server');
    expect(await change('pod-security.kubernetes.io/enforce=privileged')).toBe('policy');
    expect(await change('pod-security.kubernetes.io/enforce-version=v1.20')).toBe('policy');
    expect(await change('storewright.dev/store-id=b123456789')).toBe('policy');
  });

  it('even with every right: finalizers of a namespace are not stripped', async () => {
    const text = await asAdmin(['get', 'namespace', ours, '-o', 'json']);
    const how = ['replace', '--raw', `/api/v1/namespaces/${ours}/finalize`];
    expect(await asOverprivileged(JSON.parse(text), ...how)).toBe('policy');
  });
});

describe('even with every right the account writes nothing outside the namespaces of stores', () => {
  it.each(['kube-system', 'default', 'storewright-system', foreign])('in %s', async (namespace) => {
    expect(await asOverprivileged(secretOf(namespace), ...DRY)).toBe('policy');
  });

  it.each([
    ['ClusterRole', 'rbac.authorization.k8s.io/v1', { rules: [] }],
    ['StorageClass', 'storage.k8s.io/v1', { provisioner: 'example.com/none' }],
    ['PriorityClass', 'scheduling.k8s.io/v1', { value: 1 }],
  ])('cluster-wide: %s', async (kind, apiVersion, rest) => {
    const object = { apiVersion, kind, metadata: { name: 'tried' }, ...rest };
    expect(await asOverprivileged(object, ...DRY)).toBe('policy');
  });

  it('and still writes inside one', async () => {
    expect(await asOverprivileged(secretOf(ours), ...DRY)).toBe('allowed');
  });
});
