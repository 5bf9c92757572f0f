import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdmin, connect, newNamespace } from '#tests/integration/kubernetes/cluster.ts';
import { asPlatform, sendAsPlatform } from './account.ts';
import { bindingOf, secretOf } from './objects.ts';
import { grantedOf } from './reviews.ts';

let namespace = '';

beforeAll(async () => {
  namespace = (await newNamespace(connect())).name;
});

afterAll(async () => {
  await asAdmin(['delete', 'namespace', namespace, '--wait=false']);
});

const MANAGED = [
  'secrets',
  'configmaps',
  'services',
  'persistentvolumeclaims',
  'serviceaccounts',
  'resourcequotas',
  'limitranges',
  'deployments.apps',
  'statefulsets.apps',
  'jobs.batch',
  'cronjobs.batch',
  'ingresses.networking.k8s.io',
  'networkpolicies.networking.k8s.io',
  'poddisruptionbudgets.policy',
];

const READ = [
  'get pods',
  'list pods',
  'watch pods',
  'delete pods',
  'get pods/log',
  'watch events',
  'list events.events.k8s.io',
  'watch replicasets.apps',
];

const REFUSED = [
  'create pods',
  'create pods/exec',
  'get pods/exec',
  'create pods/attach',
  'create pods/portforward',
  'get pods/proxy',
  'get services/proxy',
  'patch pods/ephemeralcontainers',
  'create serviceaccounts/token',
  'create roles.rbac.authorization.k8s.io',
  'update rolebindings.rbac.authorization.k8s.io',
  'patch rolebindings.rbac.authorization.k8s.io',
  'delete rolebindings.rbac.authorization.k8s.io',
  'delete events',
  'delete replicasets.apps',
  'create daemonsets.apps',
  'impersonate serviceaccounts',
  'patch namespaces',
];

describe('in the namespace of a store the platform’s account', () => {
  it('manages what a chart is made of', async () => {
    const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
    const questions = MANAGED.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`));
    expect(await grantedOf(namespace, questions)).toEqual(questions);
  });

  it('looks at what becomes of it, and clears pods away', async () => {
    expect(await grantedOf(namespace, READ)).toEqual(READ);
  });

  it('has no shell, no token, no way to more rights', async () => {
    expect(await grantedOf(namespace, REFUSED)).toEqual([]);
  });

  it('is really refused a shell, a token and a change of its binding', async () => {
    const exec = `/api/v1/namespaces/${namespace}/pods/any/exec?command=id`;
    expect(await sendAsPlatform({}, 'create', '--raw', exec)).toBe('no right');
    expect(await asPlatform('--namespace', namespace, 'create', 'token', 'default')).toBe('no right');
    const binding = bindingOf(namespace);
    const mine = { ...binding, metadata: { ...binding.metadata, name: 'storewright' }, subjects: [] };
    expect(await sendAsPlatform(mine, 'replace', '--dry-run=server')).toBe('no right');
  });

  it('really keeps a secret', async () => {
    expect(await sendAsPlatform(secretOf(namespace), 'create', '--dry-run=server')).toBe('allowed');
  });
});

describe.each(['kube-system', 'storewright-system', 'default'])('in %s the platform’s account', (elsewhere) => {
  it('reads and writes no secret', async () => {
    expect(await asPlatform('--namespace', elsewhere, 'get', 'secrets')).toBe('no right');
    expect(await sendAsPlatform(secretOf(elsewhere), 'create', '--dry-run=server')).toBe('no right');
  });

  it('may do nothing of what it may do in a store', async () => {
    const questions = [...READ, ...MANAGED.flatMap((resource) => [`get ${resource}`, `create ${resource}`])];
    expect(await grantedOf(elsewhere, [...questions, ...REFUSED])).toEqual([]);
  });
});

it('across the cluster the account reads no secret, and changes no node', async () => {
  expect(await asPlatform('get', 'secrets', '--all-namespaces')).toBe('no right');
  expect(await asPlatform('get', 'nodes')).toBe('allowed');
  expect(await asPlatform('label', 'nodes', '--all', 'a=b', '--dry-run=server')).toBe('no right');
});
