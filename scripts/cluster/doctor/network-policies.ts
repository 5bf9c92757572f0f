import { list } from './find.ts';
import { isSimulated, type Node } from './nodes.ts';
import type { Check } from './place.ts';
import { ok, warning, wrong, type Finding } from './result.ts';

export type DaemonSet = {
  metadata: { name: string; namespace: string };
  spec: { template: { spec: { containers: { image: string; args?: string[] }[] } } };
  status: { desiredNumberScheduled: number; numberReady: number };
};

/**
 * Nobody can be asked whether NetworkPolicies are enforced: the API server keeps them in any case. Known is which programs do it, by
 * the DaemonSets that their projects install. A pattern, since some add a suffix.
 */
const ENFORCERS: { name: string; daemonSet: RegExp; does?: (daemonSet: DaemonSet) => boolean }[] = [
  { name: 'Calico', daemonSet: /^(calico-node|canal)$/ },
  { name: 'Cilium', daemonSet: /^cilium$/ },
  { name: 'GKE Dataplane V2', daemonSet: /^anetd$/ },
  { name: 'Antrea', daemonSet: /^antrea-agent$/ },
  { name: 'OVN-Kubernetes', daemonSet: /^ovnkube-node/ },
  { name: 'kube-router', daemonSet: /^kube-router$/ },
  { name: 'kube-network-policies', daemonSet: /^kube-network-policies/ },
  { name: 'Azure network policy manager', daemonSet: /^azure-npm$/ },
  {
    name: 'Amazon VPC CNI',
    daemonSet: /^aws-node$/,
    does: (daemonSet) => argsOf(daemonSet).includes('--enable-network-policy=true'),
  },
  // The one of kind, since kind 0.24: the day is in the tag of its image.
  { name: 'kindnet', daemonSet: /^kindnet$/, does: (daemonSet) => dayOf(daemonSet) >= 20_240_813 },
];

const containersOf = ({ spec }: DaemonSet) => spec.template.spec.containers;
const argsOf = (daemonSet: DaemonSet) => containersOf(daemonSet).flatMap(({ args = [] }) => args);
const dayOf = (daemonSet: DaemonSet) => Number(/:v(\d{8})/.exec(containersOf(daemonSet)[0]?.image ?? '')?.[1] ?? 0);

const USE =
  'Use a network plugin that enforces them (k3s and kind 0.24 bring one; Calico and Cilium are others): without it every pod of a shop can reach every other.';
const CLUSTER = 'the cluster';

/** k3s does it in its own process, unless it is told not to; what it was told stands at each node. */
function judgeK3s(nodes: readonly Node[]): Finding | null {
  const told = nodes
    .map(({ metadata }) => metadata.annotations?.['k3s.io/node-args'])
    .filter((args) => args !== undefined);
  if (told.length === 0) return null;
  return told.some((args) => args.includes('--disable-network-policy'))
    ? wrong(CLUSTER, 'nothing enforces NetworkPolicies: k3s was started with --disable-network-policy', USE)
    : ok(CLUSTER, 'NetworkPolicies are enforced by k3s');
}

function judgeDaemonSets(daemonSets: readonly DaemonSet[]): Finding | null {
  for (const { name, daemonSet: pattern, does = () => true } of ENFORCERS) {
    const found = daemonSets.find((daemonSet) => pattern.test(daemonSet.metadata.name));
    if (!found || !does(found)) continue;
    const { desiredNumberScheduled: wanted, numberReady: ready } = found.status;
    const where = `DaemonSet ${found.metadata.namespace}/${found.metadata.name}`;
    if (ready === wanted && wanted > 0) return ok(where, `NetworkPolicies are enforced by ${name}`);
    return wrong(
      where,
      `${name} enforces NetworkPolicies on ${ready} of ${wanted} nodes`,
      `kubectl describe daemonset ${found.metadata.name} --namespace ${found.metadata.namespace} says why.`,
    );
  }
  return null;
}

/** Judges by what is there: an enforcer is known, or there can be none, or it is not known. */
export function judgeEnforcement(nodes: readonly Node[], daemonSets: readonly DaemonSet[]): Finding {
  const known = judgeDaemonSets(daemonSets) ?? judgeK3s(nodes);
  if (known) return known;
  if (nodes.length > 0 && nodes.every(isSimulated))
    return warning(
      CLUSTER,
      'nothing enforces NetworkPolicies: its nodes are simulated',
      'Shops that sell need a cluster with real nodes.',
    );
  const isFlannel = daemonSets.some(({ metadata }) => /^(kube-)?flannel/.test(metadata.name));
  if (isFlannel) return wrong(CLUSTER, 'nothing enforces NetworkPolicies: Flannel alone does not', USE);
  return warning(
    CLUSTER,
    'not known whether NetworkPolicies are enforced: none of the programs that are known to do it is there',
    `See what your network plugin says of them, or try it (docs/operations/install.md). ${USE}`,
  );
}

/** Whether a NetworkPolicy keeps one pod from another, as far as looking can tell. */
export const networkPoliciesCheck: Check = async ({ k }) => [
  judgeEnforcement(await list<Node>(k, '/api/v1/nodes'), await list<DaemonSet>(k, '/apis/apps/v1/daemonsets')),
];
