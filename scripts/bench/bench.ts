import { Pool } from 'pg';
import { purgeInstance, startInstance, stopParts, type Instance } from '#scripts/local/instance.ts';
import { keptPorts } from '#scripts/local/kept-ports.ts';
import { tokenOf } from '#scripts/local/platform-on-cluster.ts';
import { kubectl } from '#scripts/local/sandbox.ts';
import { step } from '#scripts/local/say.ts';
import { issueToken } from '#scripts/local/token.ts';
import { namespaceOf } from '#server/stores/naming.ts';
import { Bare } from './bare.ts';
import { CHARTS_DIR } from './chart.ts';
import { Ours } from './ours.ts';
import { Rows } from './rows.ts';
import { slowStartStage } from './slow-start.ts';

/** A measurement creates more than a person may, and faster. */
const LIMITS = { MAX_STORES: '1000000', MAX_STORES_PER_USER: '1000000', RATE_LIMIT_PER_MINUTE: '1000000' };

export type Person = { id: string; token: string };

/** An instance of the platform for measurements, the two sides that work on its cluster, and its rows. */
export type Bench = {
  instance: Instance;
  ours: Ours;
  bare: Bare;
  rows: Rows;
  /** The rows in the hands of their owner. */
  database: Pool;
  /** A person of that name, with a token. */
  person(name: string): Promise<Person>;
  /** What the person does. */
  as(person: Person): Ours;
  close(): Promise<void>;
};

/** Starts everything in `dir`, and makes one store each way, so that nothing is measured cold on one side only. */
export async function startBench(dir: string): Promise<Bench> {
  const env = { ...LIMITS, CHARTS_DIR };
  const instance = await startInstance({ dir, ports: await keptPorts(dir, false), env });
  const { urls } = instance;
  await kubectl(dir, instance.tools, ['apply', '-f', '-'], JSON.stringify(slowStartStage()));
  const rows = await Rows.open(urls.database);
  // After a Ctrl-C PostgreSQL may end first.
  const database = new Pool({ connectionString: urls.databaseOwner, max: 4 }).on('error', () => undefined);
  const ours = new Ours(urls.app, tokenOf(instance), rows);
  const bare = await step('one store each way, to warm up', async () => {
    const made = await Bare.like(instance, namespaceOf(await ours.create()));
    await made.create();
    return made;
  });
  return {
    instance,
    ours,
    bare,
    rows,
    database,
    person: async (name) => {
      const email = `${name}@example.com`;
      const token = await issueToken(database, { email, name });
      const { rows: found } = await database.query<{ id: string }>('select id from users where email = $1', [email]);
      return { id: found[0]?.id ?? '', token };
    },
    as: ({ token }) => new Ours(urls.app, token, rows),
    close: async () => {
      await rows.close();
      await database.end();
    },
  };
}

/** Ends what runs in `dir` and removes it. */
export async function endInstance(dir: string): Promise<void> {
  await stopParts(dir);
  await purgeInstance(dir);
}
