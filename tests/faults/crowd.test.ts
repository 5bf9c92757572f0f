import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueToken } from '#scripts/local/token.ts';
import { until } from '#scripts/local/until.ts';
import { connect } from './support/client.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { createWorld, type World } from './support/world.ts';

/** Sixteen stores, not a hundred: on two cores helm and the cluster take two seconds for each, and they are made twice. */
const PEOPLE = ['ada', 'grace', 'lynn', 'mary'];
const STORES_EACH = 4;

let world: World;

beforeAll(async () => {
  world = await createWorld();
  await world.startInngest();
}, 300_000);

afterAll(() => world.close());

/** Creates a store after the other for each person at once; answers their ids. */
async function createMany(prefix: string): Promise<string[]> {
  const ids = PEOPLE.map(async (name) => {
    const token = await issueToken(world.database.pool, { name, email: `${name}@example.test` });
    const { store } = connect(`http://127.0.0.1:${world.port}`, token, world.told);
    const own: string[] = [];
    for (let number = 0; number < STORES_EACH; number++)
      own.push((await store.create.mutate({ name: `${prefix}-${name}-${number}`, type: 'medusa' })).id);
    return own;
  });
  return (await Promise.all(ids)).flat();
}

async function untilAllReady(ids: readonly string[]): Promise<void> {
  for (const id of ids) await world.untilStore(id, 'ready');
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

it(`F42 ${PEOPLE.length * STORES_EACH} stores that are provisioned at once, and a kill of the app amid: all of them finish`, async ({
  task,
}) => {
  await world.start();
  const undisturbed = await seconds(async () => untilAllReady(await createMany('calm')));
  await world.untilIdle();
  const disturbed = await seconds(async () => {
    const ids = await createMany('killed');
    const isAmid = async () => {
      const { rows } = await world.database.pool.query<{ ready: number }>(
        `select count(*)::int as ready from stores where name like 'killed-%' and status = 'ready'`,
      );
      return (rows[0]?.ready ?? 0) >= ids.length / 4;
    };
    await until('a quarter of them to be READY', 300, isAmid);
    await world.killApps();
    await world.start();
    await heals(task, () => untilAllReady(ids));
  });
  const added = disturbed - undisturbed;
  console.log(
    `F42: ${undisturbed.toFixed(1)} s undisturbed, ${disturbed.toFixed(1)} s with the kill: ${added.toFixed(1)} s added`,
  );
  await world.untilIdle();
  const { rows } = await world.database.pool.query('select status::text, count(*)::int from stores group by status');
  expect(rows).toEqual([{ status: 'ready', count: 2 * PEOPLE.length * STORES_EACH }]);
  await checkInvariants(world);
}, 900_000);
