import { describe, expect, it } from 'vitest';
import { uncovered } from './api-server.ts';
import { secondsOff } from './clock.ts';
import { judgeVersion } from './kubernetes.ts';
import { judgeEnforcement, type DaemonSet } from './network-policies.ts';
import { judgeNode, type Node } from './nodes.ts';

const node = (changes: { runtime?: string; ready?: string; k3sArgs?: string; unschedulable?: boolean } = {}): Node => ({
  metadata: { name: 'one', ...(changes.k3sArgs && { annotations: { 'k3s.io/node-args': changes.k3sArgs } }) },
  spec: { unschedulable: changes.unschedulable },
  status: {
    conditions: [{ type: 'Ready', status: changes.ready ?? 'True' }],
    nodeInfo: { containerRuntimeVersion: changes.runtime ?? 'containerd://2.1.4' },
  },
});

const daemonSet = (name: string, image = 'any:v1', ready = 2, args: string[] = []): DaemonSet => ({
  metadata: { name, namespace: 'kube-system' },
  spec: { template: { spec: { containers: [{ image, args }] } } },
  status: { desiredNumberScheduled: 2, numberReady: ready },
});

describe('whether NetworkPolicies are enforced', () => {
  it.each([
    ['k3s', 'ok', [node({ k3sArgs: '["server","--secrets-encryption"]' })], []],
    ['k3s without it', 'wrong', [node({ k3sArgs: '["server","--disable-network-policy"]' })], []],
    [
      'k3s with Calico instead',
      'ok',
      [node({ k3sArgs: '["server","--disable-network-policy"]' })],
      [daemonSet('calico-node')],
    ],
    ['Calico', 'ok', [node()], [daemonSet('kube-proxy'), daemonSet('calico-node')]],
    ['Cilium on one of two nodes', 'wrong', [node()], [daemonSet('cilium', 'any', 1)]],
    ['kind since 0.24', 'ok', [node()], [daemonSet('kindnet', 'docker.io/kindest/kindnetd:v20250512-df8de77b')]],
    ['an older kind', 'warning', [node()], [daemonSet('kindnet', 'docker.io/kindest/kindnetd:v20240202-8f1494ea')]],
    ['Amazon with it', 'ok', [node()], [daemonSet('aws-node', 'any', 2, ['--enable-network-policy=true'])]],
    ['Amazon without it', 'warning', [node()], [daemonSet('aws-node', 'any', 2, ['--enable-network-policy=false'])]],
    ['Flannel alone', 'wrong', [node()], [daemonSet('kube-flannel-ds')]],
    ['something that nobody knows', 'warning', [node()], [daemonSet('own-network')]],
    ['simulated nodes', 'warning', [node({ runtime: 'simulated' })], []],
  ] as const)('is said of %s', (_, level, nodes, daemonSets) => {
    expect(judgeEnforcement(nodes, daemonSets).level).toBe(level);
  });

  it('is not claimed where it is not known', () => {
    expect(judgeEnforcement([node()], []).what).toMatch(/^not known/);
  });
});

it.each([
  ['ready', 'ok', node()],
  ['not ready', 'wrong', node({ ready: 'Unknown' })],
  ['cordoned', 'warning', node({ unschedulable: true })],
  ['simulated', 'warning', node({ runtime: 'simulated' })],
] as const)('a node that is %s', (_, level, one) => {
  expect(judgeNode(one).level).toBe(level);
});

it.each([
  ['v1.36.4+k3s1', 'ok'],
  ['v1.30.0', 'ok'],
  ['v1.29.14-eks-1', 'wrong'],
  ['v0.0.0-master', 'wrong'],
])('Kubernetes %s is %s', (version, level) => {
  expect(judgeVersion(version).level).toBe(level);
});

it('an address is covered by a network of its own family alone', () => {
  const networks = ['10.0.0.0/8', '203.0.113.7/32', 'fc00::/7'];
  expect(uncovered(['10.1.2.3', '203.0.113.7', '203.0.113.8', 'fd00::1', '2001:db8::1'], networks)).toEqual([
    '203.0.113.8',
    '2001:db8::1',
  ]);
});

it('a clock is off by what cannot have passed between two readings', () => {
  expect(secondsOff(10_000, 10_500, 11_000)).toBe(0);
  // The API server said the second that had begun.
  expect(secondsOff(10_900, 10_000, 11_000)).toBe(0);
  expect(secondsOff(10_000, 41_000, 11_000)).toBe(30);
  expect(secondsOff(41_000, 10_000, 42_000)).toBe(30);
});
