import { step } from '#scripts/local/say.ts';
import { startBench, type Bench } from '../bench.ts';
import { insertStores } from '../many-rows.ts';
import { Visitor } from './visitor.ts';

/** How many rows the list has for whoever looks at it. */
export const STORES = 10_000;

/** A platform with a long list, and its owner in front of it. */
export type Place = {
  bench: Bench;
  owner: Visitor;
  /** A store of the owner that a provisioning made; of the others there are rows alone. */
  storeId: string;
  close(): Promise<void>;
};

/** Starts everything in `dir`. */
export async function startPlace(dir: string): Promise<Place> {
  const bench = await startBench(dir);
  const person = await bench.person('console');
  const storeId = await step(`${STORES} stores`, async () => {
    await insertStores(bench.database, person.id, STORES);
    return bench.as(person).create();
  });
  const owner = await Visitor.signIn(bench.instance.urls.app, 'console@example.com');
  const close = async () => {
    await owner.leave();
    await bench.close();
  };
  return { bench, owner, storeId, close };
}
