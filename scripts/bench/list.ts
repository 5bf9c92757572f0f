import type { Bench, Person } from './bench.ts';
import { latenciesOf, type Latencies } from './latencies.ts';
import { insertStores } from './many-rows.ts';
import type { Measurement } from './measurement.ts';
import { withBareServer } from './bare-server.ts';

const CLIENTS = 16;
const PAGE = encodeURIComponent(JSON.stringify({ json: { limit: 50 } }));

const owners = new Map<number, Promise<Person>>();

/** A person with so many stores, made once. */
function ownerOf({ person, database }: Bench, stores: number): Promise<Person> {
  const made =
    owners.get(stores) ??
    person(`list-${stores}`).then(async (owner) => {
      await insertStores(database, owner.id, stores);
      return owner;
    });
  owners.set(stores, made);
  return made;
}

function listed(url: string, { token }: Person): Promise<Latencies> {
  const headers = { authorization: `Bearer ${token}` };
  return latenciesOf(CLIENTS, async () => {
    const answer = await fetch(url, { headers });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  });
}

const ours = async (bench: Bench, stores: number) =>
  listed(`${bench.instance.urls.app}/api/trpc/store.list?input=${PAGE}`, await ownerOf(bench, stores));

const bare = async (bench: Bench, stores: number) => {
  const owner = await ownerOf(bench, stores);
  return withBareServer('bare-list.ts', bench.instance.urls.database, (url) => listed(url, owner));
};

const question = { against: 'node:http and pg with the same SQL', unit: 'ms', pairs: 3, size: 10_000 } as const;

/** How long the unluckiest of a hundred waits for the list. */
export const list: Measurement = {
  ...question,
  title: `store.list, 50 of {size}, ${CLIENTS} clients: 99th percentile`,
  goal: { of: 'ratio', atMost: 3 },
  ours: async (bench, size) => (await ours(bench, size)).p99,
  bare: async (bench, size) => (await bare(bench, size)).p99,
};

/** How many requests a second there are, as the milliseconds of each. */
export const listRate: Measurement = {
  ...question,
  title: `store.list, 50 of {size}, ${CLIENTS} clients: milliseconds a request`,
  goal: { of: 'ratio', atMost: 4 },
  ours: async (bench, size) => (await ours(bench, size)).mean,
  bare: async (bench, size) => (await bare(bench, size)).mean,
};

/** Whether a long list is slower than a short one. */
export const listLength: Measurement = {
  ...question,
  title: `store.list, 50 of {size}, ${CLIENTS} clients: 99th percentile`,
  against: '50 of a hundredth of it',
  size: 100_000,
  goal: { of: 'ratio', atMost: 1.2 },
  ours: async (bench, size) => (await ours(bench, size)).p99,
  bare: async (bench, size) => (await ours(bench, Math.ceil(size / 100))).p99,
};
