import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Kubernetes } from '#server/kubernetes/client.ts';
import { expectedOf, type Expected } from './expected.ts';
import { connect } from './find.ts';
import type { Finding } from './result.ts';

/** What the checks look at: a cluster, what the platform expects of it, and this machine's names and clock. */
export type Place = {
  k: Kubernetes;
  /** The address of its API server, as the kubeconfig has it. */
  server: string;
  /** The same cluster as somebody else sees it. */
  as(user: string): Kubernetes;
  expected: Expected;
  /** Where a name leads for programs on this machine, in order; nothing when it leads nowhere. */
  addressesOf(name: string): Promise<string[]>;
  /** In ms since 1970. */
  now(): number;
};

/** One question. Rejects when it cannot be answered. */
export type Check = (place: Place) => Promise<Finding[]>;

type Kubeconfig = {
  'current-context': string;
  contexts: { name: string; context: { cluster: string } }[];
  clusters: { name: string; cluster: { server: string } }[];
};

function serverOf(kubeconfig: string): string {
  const { contexts, clusters, ...config } = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
  const context = contexts.find(({ name }) => name === config['current-context'])?.context;
  return clusters.find(({ name }) => name === context?.cluster)?.cluster.server ?? '';
}

/** The cluster of a kubeconfig, seen from this machine. @throws KubernetesError when it does not answer */
export async function placeOf(kubeconfig: string): Promise<Place> {
  const k = connect(kubeconfig);
  return {
    k,
    server: serverOf(kubeconfig),
    as: (user) => connect(kubeconfig, user),
    expected: await expectedOf(k),
    addressesOf: async (name) => {
      const found = await lookup(name, { all: true }).catch(() => []);
      return [...new Set(found.map(({ address }) => address))].toSorted();
    },
    now: Date.now,
  };
}
