import { describe, expect, it } from 'vitest';
import { containersOf, render, STORE_CHARTS, valuesOf, workloadsOf, type Rendered } from './chart.ts';

type Peer = {
  podSelector?: { matchLabels?: Record<string, string>; matchExpressions?: { values: string[] }[] };
  namespaceSelector?: { matchLabels: Record<string, string> };
  ipBlock?: { cidr: string; except: string[] };
};
type Rule = { from?: Peer[]; to?: Peer[]; ports: { port: number }[] };
type Policy = Rendered<{
  podSelector: { matchLabels: Record<string, string> };
  policyTypes: string[];
  ingress?: Rule[];
  egress?: Rule[];
}>;

const ROLE = 'storewright.dev/role';

/** Who may open a connection to whom, as `from > to:port`; everything else is denied by the namespace's own policy. */
const OPEN = {
  woocommerce: [
    'controller > web:8080',
    'job > data:3306',
    'job > web:8080',
    'web > data:3306',
    'web > public:443',
    'web > public:587',
    'web > public:80',
  ],
  medusa: [
    'app > data:5432',
    'app > data:6379',
    'app > public:443',
    'app > public:587',
    'app > public:80',
    'controller > app:9000',
    'controller > web:8000',
    'job > app:9000',
    'job > data:5432',
    'job > web:8000',
    'web > app:9000',
    'web > public:443',
    'web > public:587',
    'web > public:80',
  ],
};

async function policiesOf(chart: (typeof STORE_CHARTS)[number], network: Record<string, unknown> = {}) {
  const objects = await render(chart, { values: { ...valuesOf(), network } });
  return { objects, policies: objects.filter(({ kind }) => kind === 'NetworkPolicy') as Policy[] };
}

function namesOf(peer: Peer): string[] {
  if (peer.ipBlock) return ['public'];
  if (peer.namespaceSelector) return ['controller'];
  return peer.podSelector?.matchExpressions?.flatMap(({ values }) => values) ?? ['everyone'];
}

function pairs(rules: Rule[] = [], say: (peer: string, port: number) => string): string[] {
  return rules.flatMap(({ from, to, ports }) =>
    (from ?? to ?? [{}]).flatMap(namesOf).flatMap((peer) => ports.map(({ port }) => say(peer, port))),
  );
}

const roleOf = ({ spec }: Policy) => spec.podSelector.matchLabels[ROLE] ?? 'everyone';
const incoming = (policies: Policy[]) =>
  policies.flatMap((policy) => pairs(policy.spec.ingress, (peer, port) => `${peer} > ${roleOf(policy)}:${port}`));
const outgoing = (policies: Policy[]) =>
  policies.flatMap((policy) => pairs(policy.spec.egress, (peer, port) => `${roleOf(policy)} > ${peer}:${port}`));
const sorted = (list: string[]) => [...new Set(list)].toSorted();

describe.each(STORE_CHARTS)('the network of %s', async (chart) => {
  const { objects, policies } = await policiesOf(chart);

  it('opens exactly the ways that a shop needs, on both ends', () => {
    const atHome = OPEN[chart].filter((way) => !/controller|public/.test(way));
    expect(sorted(incoming(policies))).toEqual(OPEN[chart].filter((way) => !way.includes('public')));
    expect(sorted(outgoing(policies))).toEqual(sorted([...atHome, ...OPEN[chart].filter((way) => /public/.test(way))]));
  });

  it('is said for each role that a pod has, in both directions', () => {
    const roles = workloadsOf(objects).map(({ spec }) => spec.template.metadata.labels[ROLE] ?? '');
    expect(sorted(policies.map(roleOf))).toEqual(sorted(roles));
    for (const { spec } of policies) expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
  });

  it('has a container behind every port that it opens', () => {
    const ports = workloadsOf(objects)
      .flatMap(containersOf)
      .flatMap((container) => (container as { ports?: { containerPort: number }[] }).ports ?? []);
    const opened = incoming(policies).map((way) => Number(way.split(':')[1]));
    expect(new Set(opened)).toEqual(new Set(ports.map(({ containerPort }) => containerPort)));
  });

  it('lets in the ingress controller by the labels that are given, and by no other beside them', async () => {
    const labelsOf = (found: Policy[]) =>
      found
        .flatMap(({ spec }) => spec.ingress ?? [])
        .flatMap(({ from = [] }) => from.filter(({ namespaceSelector }) => namespaceSelector))
        .map(({ podSelector }) => podSelector?.matchLabels);
    const podLabels = { app: 'another' };
    const given = await policiesOf(chart, { ingressController: { namespace: 'ingress', podLabels } });
    const byDefault = { 'app.kubernetes.io/name': 'traefik' };
    expect(labelsOf(policies)).toEqual(labelsOf(policies).map(() => byDefault));
    expect(labelsOf(given.policies)).toEqual(labelsOf(policies).map(() => podLabels));
    expect(labelsOf(policies)).not.toEqual([]);
  });

  it('leaves out the blocked addresses of both families, and no others', async () => {
    const blockedCidrs = ['10.0.0.0/8', '203.0.113.7/32', 'fc00::/7', '2001:db8::7/128'];
    const given = await policiesOf(chart, {
      blockedCidrs: blockedCidrs.slice(0, 3),
      alsoBlockedCidrs: blockedCidrs.slice(3),
    });
    const rules = given.policies.flatMap(({ spec }) => spec.egress ?? []);
    const blocks = rules.flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => ipBlock ?? []));
    expect(blocks.length).toBeGreaterThan(0);
    for (const { cidr, except } of blocks)
      expect(except).toEqual(cidr === '::/0' ? blockedCidrs.slice(2) : blockedCidrs.slice(0, 2));
  });

  it('blocks private ranges and the metadata address unless told otherwise', () => {
    const rules = policies.flatMap(({ spec }) => spec.egress ?? []);
    const except = rules.flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => ipBlock?.except ?? []));
    expect(except).toEqual(
      expect.arrayContaining(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', 'fc00::/7']),
    );
  });
});
