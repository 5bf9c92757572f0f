import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdmin, newId } from '#tests/integration/kubernetes/cluster.ts';
import { asOverprivileged, sendAsPlatform } from './account.ts';
import { bindingOf, namespaceOf, PLATFORM } from './objects.ts';

const DRY = ['create', '--dry-run=server'];
const id = newId();
const namespace = `store-${id}`;

beforeAll(async () => {
  await asAdmin(['create', '-f', '-'], namespaceOf(id));
});

afterAll(async () => {
  await asAdmin(['delete', 'namespace', namespace, '--wait=false']);
});

describe('the platform’s account binds', () => {
  it('the role of a store’s manager to itself in the namespace of a store', async () => {
    expect(await sendAsPlatform(bindingOf(namespace), ...DRY)).toBe('allowed');
  });

  it.each(['default', 'kube-system', 'storewright-system'])('nothing in %s', async (elsewhere) => {
    expect(await sendAsPlatform(bindingOf(elsewhere), ...DRY)).toBe('policy');
  });

  it.each(['cluster-admin', 'admin', 'view'])('not the ClusterRole %s, for want of a right', async (role) => {
    expect(await sendAsPlatform(bindingOf(namespace, { role }), ...DRY)).toBe('no right');
  });
});

const OTHERS: [string, Parameters<typeof bindingOf>[1]][] = [
  ['cluster-admin', { role: 'cluster-admin' }],
  ['its own cluster-wide role', { role: 'storewright-platform' }],
  ['a Role that bears the name', { kind: 'Role' }],
  ['two subjects', { subjects: [PLATFORM, { ...PLATFORM, name: 'default' }] }],
  ['itself twice', { subjects: [PLATFORM, PLATFORM] }],
  ['no subject', { subjects: [] }],
  ['another account', { subjects: [{ ...PLATFORM, name: 'default' }] }],
  ['an account of the same name elsewhere', { subjects: [{ ...PLATFORM, namespace }] }],
  ['a user', { subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'storewright' }] }],
  ['everyone', { subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:authenticated' }] }],
];

describe('a binding of another form is refused by the policy, even with every right', () => {
  it.each(OTHERS)('%s', async (_, changes) => {
    expect(await asOverprivileged(bindingOf(namespace, changes), ...DRY)).toBe('policy');
  });
});

describe('the account cannot', () => {
  it('bind or define anything cluster-wide', async () => {
    const { roleRef, subjects } = bindingOf(namespace);
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const metadata = { name: 'tried' };
    const binding = { apiVersion, kind: 'ClusterRoleBinding', metadata, roleRef, subjects };
    expect(await sendAsPlatform(binding, ...DRY)).toBe('no right');
    expect(await sendAsPlatform({ apiVersion, kind: 'ClusterRole', metadata, rules: [] }, ...DRY)).toBe('no right');
  });

  it('define a role in the namespace of a store', async () => {
    const rules = [{ apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] }];
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'tried', namespace },
      rules,
    };
    expect(await sendAsPlatform(role, ...DRY)).toBe('no right');
  });
});
