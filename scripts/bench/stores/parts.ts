import { secondsOf } from '../measurement.ts';
import type { Cluster, Rendered, StoreTypeId } from './cluster.ts';

/** A workload by kind and the beginning of its name; `counts` when an order has to wait for it in any case. */
type Part = { kind: 'StatefulSet' | 'Deployment' | 'Job'; name: string; counts: boolean };

/** The parts of a store in the order in which they need each other. */
const PARTS: Record<StoreTypeId, readonly Part[]> = {
  medusa: [
    { kind: 'StatefulSet', name: 'database', counts: true },
    { kind: 'Job', name: 'init-', counts: false },
    { kind: 'Deployment', name: 'cache', counts: false },
    { kind: 'Deployment', name: 'backend', counts: true },
    { kind: 'Deployment', name: 'storefront', counts: false },
    { kind: 'Job', name: 'order-check-install', counts: true },
  ],
  woocommerce: [
    { kind: 'StatefulSet', name: 'database', counts: true },
    { kind: 'Job', name: 'init-', counts: true },
    { kind: 'Deployment', name: 'web', counts: false },
    { kind: 'Job', name: 'order-check-install', counts: true },
  ],
};

const WORKLOADS: ReadonlySet<string> = new Set(['StatefulSet', 'Deployment', 'Job']);

/**
 * How many seconds the parts of a store need that no store can do without (database, application, order), each started when all
 * before it are ready, so that none disturbs another.
 */
export async function secondsOfParts(cluster: Cluster, type: StoreTypeId): Promise<number> {
  const objects = await cluster.render(type);
  const namespace = await cluster.newNamespace(type);
  try {
    const setting = objects.filter(({ kind }) => !WORKLOADS.has(kind));
    await cluster.apply(namespace, setting);
    let sum = 0;
    for (const part of PARTS[type]) {
      const object = find(objects, part);
      const seconds = await secondsOf(async () => {
        await cluster.apply(namespace, [object]);
        await cluster.ready(namespace, object.kind, object.metadata.name);
      });
      if (part.counts) sum += seconds;
    }
    return sum;
  } finally {
    await cluster.removeNamespace(namespace);
  }
}

function find(objects: readonly Rendered[], { kind, name }: Part): Rendered {
  const found = objects.find((object) => object.kind === kind && object.metadata.name.startsWith(name));
  if (!found) throw new Error(`The chart has no ${kind} ${name} any more: scripts/bench/stores/parts.ts names it.`);
  return found;
}
