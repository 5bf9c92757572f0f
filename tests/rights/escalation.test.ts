import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdmin, newId } from '#tests/integration/kubernetes/cluster.ts';
import { asOverprivileged, asPlatform, sendAsPlatform } from './account.ts';
import { namespaceOf, secretOf } from './objects.ts';

const DRY = '--dry-run=server';
const name = `tried-${newId()}`;
const id = newId();
const ours = `store-${id}`;
/** Everything outside the stores stands for itself here. */
const ELSEWHERE = ['kube-system', 'storewright-system', 'default'];

beforeAll(async () => {
  await asAdmin(['create', '-f', '-'], namespaceOf(id));
  for (const namespace of ELSEWHERE) await asAdmin(['--namespace', namespace, 'create', 'configmap', name]);
});

afterAll(async () => {
  for (const namespace of ELSEWHERE) await asAdmin(['--namespace', namespace, 'delete', 'configmap', name]);
  await asAdmin(['delete', 'namespace', ours, '--wait=false']);
});

/** Changes of an object's metadata by which others have come to more than they were given. */
const WAYS: [string, object][] = [
  ['labels', { labels: { 'storewright.dev/store-id': id } }],
  [
    'an owner, whose end would be its end',
    { ownerReferences: [{ apiVersion: 'v1', kind: 'Namespace', name: ours, uid: id }] },
  ],
  ['a finalizer, which would hold it for ever', { finalizers: ['storewright.dev/held'] }],
];

describe.each(ELSEWHERE)('nothing leads up through an object in %s:', (namespace) => {
  it.each(WAYS)('not with %s', async (_, metadata) => {
    const patch = ['--namespace', namespace, 'patch', 'configmap', name, '--type=merge', DRY, '--patch'];
    expect(await asPlatform(...patch, JSON.stringify({ metadata }))).toBe('no right');
    expect(await asOverprivileged(undefined, ...patch, JSON.stringify({ metadata }))).toBe('policy');
  });

  it('no account of it lends its token', async () => {
    const account = namespace === 'storewright-system' ? 'storewright' : 'default';
    const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`;
    expect(await sendAsPlatform(request, 'create', '--raw', path)).toBe('no right');
    expect(await asOverprivileged(request, 'create', '--raw', path)).toBe('policy');
  });

  it('no shell is opened in it', async () => {
    const exec = `/api/v1/namespaces/${namespace}/pods/any/exec?command=id`;
    expect(await sendAsPlatform({}, 'create', '--raw', exec)).toBe('no right');
  });
});

describe('nothing leads up through a namespace:', () => {
  it.each(WAYS)('kube-system does not get %s', async (_, metadata) => {
    const patch = ['patch', 'namespace', 'kube-system', '--type=merge', DRY, '--patch', JSON.stringify({ metadata })];
    expect(await asPlatform(...patch)).toBe('no right');
    expect(await asOverprivileged(undefined, ...patch)).toBe('policy');
  });

  it('a store’s is not replaced, patched, or freed of its finalizers', async () => {
    const current = JSON.parse(await asAdmin(['get', 'namespace', ours, '-o', 'json'])) as object;
    expect(await sendAsPlatform(current, 'replace', DRY)).toBe('no right');
    expect(await sendAsPlatform(current, 'replace', '--raw', `/api/v1/namespaces/${ours}/finalize`)).toBe('no right');
    const patch = JSON.stringify({ metadata: { finalizers: [] } });
    expect(await asPlatform('patch', 'namespace', ours, '--type=merge', '--patch', patch, DRY)).toBe('no right');
  });
});

describe('the account acts for nobody else:', () => {
  it.each([
    ['a user', ['--as', 'system:admin']],
    [
      'the administrators’ group',
      ['--as', 'system:serviceaccount:storewright-system:storewright', '--as-group', 'system:masters'],
    ],
    ['a controller', ['--as', 'system:serviceaccount:kube-system:clusterrole-aggregation-controller']],
    ['a node', ['--as', 'system:node:any']],
  ])('not for %s', async (_, impersonated) => {
    expect(await asPlatform(...impersonated, 'get', 'namespaces')).toBe('no right');
    const path = '/api/v1/namespaces/kube-system/secrets';
    expect(await sendAsPlatform(secretOf('kube-system'), ...impersonated, 'create', '--raw', path)).toBe('no right');
  });
});

describe('the pods of a store act for nobody:', () => {
  it.each(['default', 'store'])(
    'the account %s of a store’s namespace reads nothing in it, nor elsewhere',
    async (account) => {
      const as = [
        '--as',
        `system:serviceaccount:${ours}:${account}`,
        '--as-group',
        'system:serviceaccounts',
        '--as-group',
        'system:authenticated',
      ];
      for (const namespace of [ours, 'kube-system', 'storewright-system'])
        for (const kind of ['secrets', 'configmaps', 'pods', 'services'])
          await expect(asAdmin([...as, '--namespace', namespace, 'get', kind])).rejects.toThrow('cannot list resource');
      await expect(asAdmin([...as, 'get', 'namespaces'])).rejects.toThrow('cannot list resource');
    },
  );
});
