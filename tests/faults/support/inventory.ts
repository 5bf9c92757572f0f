import { listObjects } from '#server/kubernetes/list.ts';
import { type AnyObject, nameOf } from '#server/kubernetes/objects.ts';
import { cluster } from './cluster.ts';

/** What a person or a chart makes; pods, ReplicaSets and events are the cluster's own doing. */
const KINDS = [
  'Secret',
  'ConfigMap',
  'Service',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'ResourceQuota',
  'LimitRange',
  'Deployment',
  'StatefulSet',
  'Job',
  'Ingress',
  'NetworkPolicy',
  'RoleBinding',
] as const;

/** What of a name differs between two stores of one type: the hash of a Job. */
const HASH = /(?<=^(?:init|order-check)-).*/;

/** Kind and name of every object in a store's namespace, but helm's records. Two stores of a type that came up right have the same. */
export async function inventoryOf(namespace: string): Promise<string[]> {
  const signal = AbortSignal.timeout(15_000);
  const lists = await Promise.all(
    KINDS.map(async (kind) => {
      const objects = await listObjects<AnyObject>(cluster(), kind, namespace, signal);
      return objects.map((object) => `${kind}/${nameOf(object).replace(HASH, '*')}`);
    }),
  );
  return lists
    .flat()
    .filter((name) => !name.startsWith('Secret/sh.helm.'))
    .toSorted();
}
