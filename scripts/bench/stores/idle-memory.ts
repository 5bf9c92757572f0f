import { setTimeout as pause } from 'node:timers/promises';
import { say } from '#scripts/local/say.ts';
import { namespaceOf } from '#server/stores/naming.ts';
import type { Measurement } from '../measurement.ts';
import type { Cluster, StoreTypeId } from './cluster.ts';
import type { Place } from './place.ts';

/** After this long without a customer the containers have given back what they will. */
const IDLE_MS = 30_000;
const BYTES_PER_MEBIBYTE = 1024 * 1024;

type Summary = {
  pods: {
    podRef: { namespace: string };
    containers?: { name: string; memory?: { workingSetBytes?: number } }[];
  }[];
};

/** The working set of each container of a namespace, in MiB, as the kubelets count it. */
async function workingSets(cluster: Cluster, namespace: string): Promise<Record<string, number>> {
  const nodes = (await cluster.kubectl(['get', 'nodes', '--output=jsonpath={.items[*].metadata.name}'])).split(' ');
  const summaries = await Promise.all(
    nodes.map(async (node) => {
      const path = `/api/v1/nodes/${node}/proxy/stats/summary`;
      return JSON.parse(await cluster.kubectl(['get', '--raw', path])) as Summary;
    }),
  );
  const pods = summaries.flatMap((summary) => summary.pods).filter(({ podRef }) => podRef.namespace === namespace);
  const containers = pods.flatMap(({ containers = [] }) => containers);
  return Object.fromEntries(
    containers.map(({ name, memory }) => [name, (memory?.workingSetBytes ?? 0) / BYTES_PER_MEBIBYTE]),
  );
}

/** The working sets of a store's containers, some time after it became READY. */
async function idleStore({ ours, cluster }: Place, type: StoreTypeId): Promise<Record<string, number>> {
  const id = await ours.create({ type });
  await pause(IDLE_MS);
  const sets = await workingSets(cluster, namespaceOf(id));
  await ours.remove(id);
  return sets;
}

/** What a whole store holds in memory while nobody buys, beside the database of another one. */
export const idleMemory = (type: StoreTypeId, atMost: number): Measurement<Place> => ({
  title: `${type}: working set of all containers of an idle store`,
  against: 'its database alone',
  unit: 'MiB',
  pairs: 1,
  goal: { of: 'ours', atMost },
  async ours(place) {
    const sets = Object.entries(await idleStore(place, type));
    for (const [container, size] of sets) say(`  ${container}: ${size.toFixed(0)} MiB`);
    return sets.reduce((sum, [, size]) => sum + size, 0);
  },
  bare: async (place) => (await idleStore(place, type))['database'] ?? Number.NaN,
});
