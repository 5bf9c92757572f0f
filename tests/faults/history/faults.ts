import { setTimeout as pause } from 'node:timers/promises';
import { empty } from '../support/database.ts';
import { sendDuplicates } from '../support/duplicate-events.ts';
import type { Order } from '../support/helm-shim.ts';
import { decree } from '../support/stages.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import type { World } from '../support/world.ts';
import type { Note } from './journal.ts';
import type { Strike } from './plan.ts';
import type { Replica } from './replica.ts';

/** What faults befall. */
export type Surroundings = {
  world: World;
  replicas: readonly Replica[];
  /** Between the apps and PostgreSQL. */
  database: TcpProxy;
  /** Between the apps, their helm too, and the API server. */
  cluster: TcpProxy;
};

type Heal = () => Promise<unknown> | void;
type Fault = {
  /** What it befalls: of two faults that befall the same, the second one does not happen while the first one lasts. */
  victim: (choice: number) => string;
  /** Brings it about, and answers how it ends. */
  strike: (surroundings: Surroundings, choice: number) => Promise<Heal> | Heal;
};

const REPLICAS = 2;
const ofReplica = (choice: number) => `replica ${choice % REPLICAS}`;
const HELM_COMMANDS = ['history', 'upgrade', 'rollback', 'uninstall'];
const commandOf = (choice: number) => HELM_COMMANDS[choice % HELM_COMMANDS.length] ?? '';

function ending(by: 'SIGKILL' | 'SIGTERM'): Fault {
  return {
    victim: ofReplica,
    strike: async ({ replicas }, choice) => {
      const replica = replicas[choice % REPLICAS];
      await replica?.end(by);
      return () => replica?.start();
    },
  };
}

function helmIsTold(order: Order): Fault {
  return {
    victim: (choice) => `helm ${commandOf(choice)}`,
    strike: ({ world }, choice) => {
      world.helm.order(commandOf(choice), order);
      return () => world.helm.order(commandOf(choice), null);
    },
  };
}

function podsAre(fate: 'crashing' | 'failing', role: string): Fault {
  return {
    victim: () => 'pods',
    strike: async ({ world }, choice) => {
      const stores = await storesThat(world, `status = 'provisioning'`);
      const store = stores[choice % stores.length];
      return store ? decree(fate, store.namespace, role) : () => {};
    },
  };
}

function onTheWayTo(victim: 'database' | 'cluster', strike: (way: TcpProxy) => unknown): Fault {
  return {
    victim: () => victim,
    strike: async (surroundings) => {
      await strike(surroundings[victim]);
      return () => surroundings[victim].heal();
    },
  };
}

const FAULTS = {
  'a replica is killed': ending('SIGKILL'),
  'a replica is told to end': ending('SIGTERM'),
  'a replica is frozen': {
    victim: ofReplica,
    strike: ({ replicas }, choice) => {
      replicas[choice % REPLICAS]?.freeze();
      return () => replicas[choice % REPLICAS]?.thaw();
    },
  },
  'helm hangs': helmIsTold('hang'),
  'helm dies': helmIsTold('die'),
  'data pods crash': podsAre('crashing', 'data'),
  'jobs fail': podsAre('failing', 'job'),
  'events are doubled': {
    victim: () => 'events',
    strike: async ({ world }, choice) => {
      const stores = await storesThat(world, 'true');
      const store = stores[choice % stores.length];
      // Inngest may be away.
      if (store) await sendDuplicates(world, store.id, 1 + (choice % 5)).catch(() => undefined);
      return () => {};
    },
  },
  'Inngest is away': {
    victim: () => 'Inngest',
    strike: async ({ world }) => {
      await world.stopInngest();
      return () => world.startInngest();
    },
  },
  'Inngest loses its queue': {
    victim: () => 'Inngest',
    strike: async ({ world }) => {
      await world.stopInngest();
      await empty(world.database.inngestUrl);
      return () => world.startInngest();
    },
  },
  'the database is cut off': onTheWayTo('database', (way) => way.cut()),
  'the database is away': onTheWayTo('database', (way) => way.refuse()),
  'the database hangs': onTheWayTo('database', (way) => way.hang()),
  'the API server is cut off': onTheWayTo('cluster', (way) => way.cut()),
  'the API server is away': onTheWayTo('cluster', (way) => way.refuse()),
  'the API server hangs': onTheWayTo('cluster', (way) => way.hang()),
  'a commit is not answered': onTheWayTo('database', (way) => {
    const isCommit = (request: Buffer) => request.includes('COMMIT');
    void way.hold('answer', isCommit).then(() => way.cut());
  }),
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

/** Brings the faults about, each in its time, until `over`; then ends all of them. Throws when one of them went as it should not. */
export async function bringFaults(
  surroundings: Surroundings,
  strikes: readonly Strike[],
  over: AbortSignal,
  note: Note,
): Promise<void> {
  const lasting = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  const befall = async ({ fault, choice, lastsMs }: Strike, victim: string) => {
    note(victim, fault);
    const heal = await FAULTS[fault].strike(surroundings, choice);
    await waitFor(lastsMs, over);
    await heal();
    note(victim, `${fault}: over`);
  };
  for (const strike of strikes) {
    await waitFor(strike.pauseMs, over);
    if (over.aborted) break;
    const victim = FAULTS[strike.fault].victim(strike.choice);
    if (lasting.has(victim)) continue;
    const ended = befall(strike, victim)
      .catch((error: unknown) => failures.push(error))
      .then(() => void lasting.delete(victim));
    lasting.set(victim, ended);
  }
  await Promise.all(lasting.values());
  if (failures.length > 0) throw failures[0];
}

/** Waits, but not longer than `over` lets it. */
export async function waitFor(ms: number, over: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal: over }).catch(() => undefined);
}

async function storesThat({ database }: World, are: string): Promise<{ id: string; namespace: string }[]> {
  const { rows } = await database.pool.query<{ id: string; namespace: string }>(
    `select id, namespace from stores where ${are} order by created_at`,
  );
  return rows;
}
