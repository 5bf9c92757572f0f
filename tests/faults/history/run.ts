import { isDeepStrictEqual } from 'node:util';
import { freePort } from '#scripts/local/ports.ts';
import { issueToken } from '#scripts/local/token.ts';
import { until } from '#scripts/local/until.ts';
import { expect } from 'vitest';
import { startBalancer } from '../support/balancer.ts';
import { connect, connectOnce, type Client } from '../support/client.ts';
import { checkInvariants } from '../support/invariants.ts';
import { apiServer, kubeconfigBy } from '../support/kubeconfig.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import type { World } from '../support/world.ts';
import { bringFaults, waitFor } from './faults.ts';
import type { Journal } from './journal.ts';
import { createPerson } from './person.ts';
import { PEOPLE, type Plan } from './plan.ts';
import { checkPromises } from './promises.ts';
import { createReplica } from './replica.ts';
import { createView, LIMIT, type View } from './view.ts';

/** What a world of a run is made of besides the usual: so little that people get in each other's way. */
export const NARROW = { MAX_STORES_PER_USER: '3', MAX_STORES: '8', WAIT_GRACE_SECONDS: '3' };

/** Longer than the 30 s after which a stream sends all again. */
const VIEW_SECONDS = 60;

/**
 * Lives through a plan in a world of its own: two replicas behind a balancer, people and their tabs, faults. Then everything heals,
 * all work comes to its end, and the invariants are checked.
 */
export async function expectToSurvive(world: World, plan: Plan, { note }: Journal): Promise<void> {
  const ports = [await freePort(), await freePort()];
  const database = await startTcpProxy(world.database.appUrl);
  const stopBalancer = await startBalancer(world.port, ports);
  const cluster = await startTcpProxy(apiServer());
  const env = { DATABASE_URL: database.url, KUBECONFIG: kubeconfigBy(cluster.url) };
  const replicas = ports.map((port) => createReplica(world, { ...env, PORT: String(port) }));
  const url = `http://127.0.0.1:${world.port}`;
  const closing = new AbortController();
  try {
    await world.startInngest();
    await Promise.all(replicas.map((replica) => replica.start()));
    const people = await Promise.all(
      PEOPLE.map(async (name) => {
        const token = await issueToken(world.database.pool, { email: `${name}@example.com`, name });
        return {
          ...createPerson(name, connectOnce(url, token), note),
          reader: connect(url, token),
          view: createView(url, token, (what, detail) => note(`${name}'s tab`, what, detail)),
        };
      }),
    );
    const personOf = (name: string) => people.find((person) => person.name === name);

    const over = AbortSignal.timeout(plan.seconds * 1000);
    const tabs = plan.visits.map(async ({ person, visits }) => {
      const view = personOf(person)?.view;
      for (const { staysMs, awayMs } of visits) {
        if (over.aborted) break;
        await view?.follow(AbortSignal.any([over, AbortSignal.timeout(staysMs)]));
        await waitFor(awayMs, over);
      }
      await view?.follow(closing.signal);
    });
    const hands = plan.hands.map(async ({ person, acts }) => {
      for (const { pauseMs, act } of acts) {
        await waitFor(pauseMs, over);
        if (over.aborted) return;
        await personOf(person)?.act(act);
      }
    });
    await bringFaults({ world, replicas, database, cluster }, plan.strikes, over, note);
    await Promise.all(hands);
    note('world', 'healed');

    await world.untilIdle();
    note('world', 'idle');
    await checkInvariants(world);
    await checkPromises(world, people);
    for (const { view, reader } of people) await expectView(view, reader);
    closing.abort();
    await Promise.all(tabs);
  } finally {
    closing.abort();
    await world.killApps();
    await stopBalancer();
    await database.close();
    await cluster.close();
  }
}

/** I11. */
async function expectView(view: View, reader: Client): Promise<void> {
  let fresh = await reader.store.list.query({ limit: LIMIT });
  const isSame = async () => {
    fresh = await reader.store.list.query({ limit: LIMIT });
    return isDeepStrictEqual(view.list(), fresh);
  };
  // What the wait says in vain is less than what the comparison says.
  await until('the view to be as a fresh list', VIEW_SECONDS, isSame).catch(() => undefined);
  expect(view.list(), 'I11: a view is not as a fresh list').toEqual(fresh);
  expect(view.setbacks, 'I11: a view went back').toEqual([]);
}
