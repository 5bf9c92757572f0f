import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { CHECKS, type CheckName } from '#scripts/cluster/doctor/checks.ts';
import type { Expected } from '#scripts/cluster/doctor/expected.ts';
import { connect } from '#scripts/cluster/doctor/find.ts';
import { placeOf, type Place } from '#scripts/cluster/doctor/place.ts';
import { ensureCertManagerKinds } from '#tests/issuers.ts';
import { makeAccount, platformRules } from '#tests/rights/accounts.ts';
import { asAdmin, eventually, newId, put } from '../kubernetes/cluster.ts';
import { deployment } from '../kubernetes/workload.ts';

let sandbox: Place;
beforeAll(async () => {
  sandbox = await placeOf(inject('instance').kubeconfigs.admin);
});

type Changes = Partial<Omit<Place, 'expected'>> & { expected?: Partial<Expected> };

/** What a check says of the sandbox, with something else expected of it or true of this machine: a level and its words for each finding. */
async function said(name: CheckName, { expected = {}, ...changes }: Changes = {}): Promise<string[]> {
  const findings = await CHECKS[name]({ ...sandbox, ...changes, expected: { ...sandbox.expected, ...expected } });
  for (const { level, next } of findings) expect(Boolean(next)).toBe(level !== 'ok');
  return findings.map(({ level, where, what }) => `${level} ${where}: ${what}`);
}

/** A namespace that an administrator made, and removes. */
async function newPlace(): Promise<string> {
  const namespace = `doctor-${newId()}`;
  await asAdmin(['create', 'namespace', namespace]);
  onTestFinished(async () => void (await asAdmin(['delete', 'namespace', namespace, '--wait=false'])));
  return namespace;
}

it('Kubernetes: the sandbox is new enough', async () => {
  expect(await said('kubernetes')).toEqual([expect.stringMatching(/^ok the cluster: Kubernetes v1\.\d+\./)]);
});

it('nodes: simulated ones are named', async () => {
  expect(await said('nodes')).toContain('warning node node-0: simulated: no container runs there');
});

describe('platform', () => {
  const expected = (namespace: string) => ({ isInstalled: true, account: { namespace, name: 'storewright' } });

  it('is not there yet, or serves', async () => {
    expect(await said('platform')).toEqual([expect.stringMatching(/^ok .*: the platform is not installed yet/)]);
    const namespace = await newPlace();
    await put(namespace, deployment('platform'));
    await asAdmin(['rollout', 'status', 'deployment/platform', '--namespace', namespace, '--timeout=60s']);
    expect(await said('platform', { expected: expected(namespace) })).toEqual([
      `ok namespace ${namespace}: 1 of 1 pods of the platform serve`,
    ]);
  });

  it('does not serve', async () => {
    expect(await said('platform', { expected: expected('default') })).toEqual([
      'wrong namespace default: 0 of 0 pods of the platform serve',
    ]);
  });
});

describe('rights', () => {
  const lacking = async () => {
    const rules = (await platformRules()).map((rule) => ({
      ...rule,
      verbs: rule.verbs.filter((verb) => verb !== 'delete'),
    }));
    const name = `weak-${newId()}`;
    const account = await makeAccount(name, rules);
    onTestFinished(() => account.remove());
    return { namespace: 'default', name };
  };

  it('are as they should be for an administrator and for the platform’s account', async () => {
    expect(await said('rights')).toEqual([
      'ok this kubeconfig: may install the platform',
      'ok account storewright-system/storewright: has the rights that it needs',
      'ok account storewright-system/storewright: has no others',
    ]);
  });

  it('that the platform’s account lacks, or has besides, are named', async () => {
    const account = await lacking();
    const where = `account default/${account.name}`;
    expect(await said('rights', { expected: { account } })).toEqual([
      'ok this kubeconfig: may install the platform',
      `wrong ${where}: lacks delete namespaces`,
      // No admission policy holds this one.
      `wrong ${where}: may do more than it should: create rolebindings.rbac.authorization.k8s.io in kube-system`,
    ]);
  });

  it('of somebody who cannot set up are named, and an account that is not there yet is no fault', async () => {
    const k = connect(inject('instance').kubeconfigs.admin, 'somebody');
    expect(await said('rights', { k })).toEqual([
      expect.stringMatching(
        /^wrong this kubeconfig: may not install the platform: create namespaces, create clusterroles/,
      ),
      'warning account storewright-system/storewright: its rights are not known: this kubeconfig may not ask as it',
    ]);
    const account = { namespace: 'storewright-system', name: 'nobody' };
    expect(await said('rights', { expected: { account } })).toEqual(['ok this kubeconfig: may install the platform']);
  });
});

describe('ingress', () => {
  const labels = 'app.kubernetes.io/name=traefik';

  it('is well with the class, and a controller where NetworkPolicies let it in', async () => {
    const namespace = await newPlace();
    const traefik = deployment('traefik');
    traefik.spec.template.metadata.labels = {
      ...traefik.spec.template.metadata.labels,
      'app.kubernetes.io/name': 'traefik',
    } as never;
    await put(namespace, traefik);
    const expected = { ingressController: `${namespace}/${labels}` };
    const isReady = async () => ((await said('ingress', { expected }))[1]?.startsWith('ok') ? true : null);
    await eventually(isReady, 'the ready pod');
    expect(await said('ingress', { expected })).toEqual([
      'ok the cluster: ingress class traefik',
      `ok namespace ${namespace}: an ingress controller (${labels}) is ready`,
    ]);
  });

  it('lacks what is not there', async () => {
    expect(await said('ingress', { expected: { ingressClass: 'nginx' } })).toEqual([
      expect.stringMatching(/^wrong the cluster: no ingress class nginx \(there is: .*traefik/),
      `wrong namespace kube-system: no ingress controller: no pod is labelled ${labels}`,
    ]);
  });
});

describe('storage', () => {
  it('is the default class, or the one that is asked for', async () => {
    expect(await said('storage')).toEqual(['ok the cluster: storage class standard, the default']);
    expect(await said('storage', { expected: { storageClass: 'standard' } })).toEqual([
      'ok the cluster: storage class standard',
    ]);
  });

  it('lacks a class that is not there', async () => {
    expect(await said('storage', { expected: { storageClass: 'local-path' } })).toEqual([
      expect.stringMatching(/^wrong the cluster: no storage class local-path \(there is: .*standard/),
    ]);
  });
});

describe('certificates', () => {
  beforeAll(ensureCertManagerKinds);
  const name = `doctor-${newId()}`;
  const condition = (status: string, message: string) =>
    asAdmin([
      'patch',
      'clusterissuer',
      name,
      '--subresource=status',
      '--type=merge',
      `--patch=${JSON.stringify({ status: { conditions: [{ type: 'Ready', status, message }] } })}`,
    ]);

  it('are asked from an issuer that is ready, or from none', async () => {
    await put('default', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name },
      spec: { ca: { secretName: 'any' } },
    });
    await condition('True', 'Signing CA verified');
    expect(await said('certificates', { expected: { clusterIssuer: name } })).toEqual([
      `ok ClusterIssuer ${name}: ready`,
    ]);
    expect(await said('certificates')).toEqual(['ok the platform: shops ask for no certificate']);
  });

  it('cannot come from an issuer that is not ready, or not there', async () => {
    await condition('False', 'secret "any" not found');
    expect(await said('certificates', { expected: { clusterIssuer: name } })).toEqual([
      `wrong ClusterIssuer ${name}: not ready: secret "any" not found`,
    ]);
    expect(await said('certificates', { expected: { clusterIssuer: 'nobody' } })).toEqual([
      'wrong ClusterIssuer nobody: there is none, or no cert-manager',
    ]);
  });

  afterAll(async () => void (await asAdmin(['delete', 'clusterissuer', name])));
});

it('network policies: of simulated nodes it is said that nothing enforces them', async () => {
  expect(await said('network policies')).toEqual([
    'warning the cluster: nothing enforces NetworkPolicies: its nodes are simulated',
  ]);
});

describe('API server', () => {
  const server = 'https://203.0.113.9:6443';
  /** Where the sandbox's own is: an address of this machine, which may be a public one. */
  let own: string[];
  beforeAll(async () => {
    const path = 'jsonpath={range .items[*].endpoints[*]}{.addresses[*]}{"\\n"}{end}';
    const text = await asAdmin(['get', 'endpointslices', '--namespace=default', `--output=${path}`]);
    own = text
      .split(/\s+/)
      .filter(Boolean)
      .map((address) => `${address}/${address.includes(':') ? 128 : 32}`);
  });

  it('is kept from shops where its addresses are private, or blocked', async () => {
    const expected = { isInstalled: true, blockedCidrs: [...own, '203.0.113.9/32'] };
    expect(await said('API server', { server, expected })).toEqual([
      expect.stringMatching(/^ok API server \(.*203\.0\.113\.9.*\): shops are kept from it$/),
    ]);
  });

  it('is open to shops where an address is public and not blocked, under a name too', async () => {
    const expected = { isInstalled: true, blockedCidrs: own };
    expect(await said('API server', { server, expected })).toEqual([
      expect.stringMatching(/^wrong .*: shops are not kept from 203\.0\.113\.9: stores.blockedCidrs lacks it$/),
    ]);
    const named = { server: 'https://api.example.com', addressesOf: async () => ['2001:db8::9', '10.0.0.1'] };
    expect(await said('API server', { ...named, expected })).toEqual([
      expect.stringMatching(/^wrong .*: shops are not kept from 2001:db8::9: /),
    ]);
  });

  it('that is public is a warning before the platform is there', async () => {
    expect(await said('API server', { server, expected: { blockedCidrs: own } })).toEqual([
      expect.stringMatching(/^warning .*: not a private address: 203\.0\.113\.9$/),
    ]);
  });
});

describe('names', () => {
  const expected = { platformHost: 'platform.example.com', storesDomain: 'shops.example' };
  const dns = (platform: string[], shops: string[]) => ({
    expected,
    addressesOf: async (name: string) =>
      name === expected.platformHost ? platform : name.endsWith('.shops.example') ? shops : [],
  });

  it('lead to the same place', async () => {
    expect(await said('names', dns(['203.0.113.7'], ['203.0.113.7']))).toEqual([
      'ok platform.example.com: leads to 203.0.113.7',
      'ok *.shops.example: leads to 203.0.113.7',
    ]);
  });

  it('lead nowhere without their records, and perhaps to different places', async () => {
    expect(await said('names', dns([], []))).toEqual([
      'wrong platform.example.com: leads nowhere',
      expect.stringMatching(/^wrong \*\.shops\.example: leads nowhere \(doctor-\w+\.shops\.example was asked for\)$/),
    ]);
    expect(await said('names', dns(['203.0.113.7'], ['203.0.113.8']))).toContain(
      'warning platform.example.com, *.shops.example: lead to different places',
    );
  });

  it('below localhost are found by browsers in any case', async () => {
    const local = { platformHost: 'platform.localhost', storesDomain: 'localhost' };
    const there = { expected: local, addressesOf: async () => ['127.0.0.1'] };
    expect(await said('names', there)).toEqual([
      'ok platform.localhost: leads to this machine',
      'ok *.localhost: leads to this machine',
    ]);
    expect(await said('names', { expected: local, addressesOf: async () => [] })).toEqual([
      'warning platform.localhost: leads nowhere for programs on this machine',
      'warning *.localhost: leads nowhere for programs on this machine',
    ]);
  });
});

describe('clock', () => {
  it('agrees with the cluster', async () => {
    expect(await said('clock')).toEqual(['ok this machine, the cluster: the clocks agree']);
  });

  it('that is an hour off is noticed, on this machine and on a node', async () => {
    const hour = 3_600_000;
    const [machine] = await said('clock', { now: () => Date.now() + hour });
    expect(machine).toMatch(/^wrong this machine: its clock and the API server's are 3[56]\d\d s apart$/);
    const name = `doctor-${newId()}`;
    await put('kube-node-lease', {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name },
      spec: { holderIdentity: name, renewTime: new Date(Date.now() + hour).toISOString().replace('Z', '000Z') },
    });
    onTestFinished(async () => void (await asAdmin(['delete', 'lease', name, '--namespace=kube-node-lease'])));
    expect(await said('clock')).toEqual([
      expect.stringMatching(`^wrong node ${name}: its clock is 3[56]\\d\\d s fast$`),
    ]);
  });
});
