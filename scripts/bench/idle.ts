import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { kubectl } from '#scripts/local/sandbox.ts';
import { findService } from '#scripts/local/services.ts';
import type { Bench } from './bench.ts';
import { insertStores } from './many-rows.ts';
import type { Measurement } from './measurement.ts';

const MINUTE_MS = 60_000;
/** The kernel counts a process's time in hundredths of a second, everywhere that matters. */
const TICKS_A_SECOND = 100;

/** Stores with a namespace each, so that no row looks abandoned. Made once. */
let made: Promise<void> | undefined;
async function makeStores({ person, database, instance }: Bench, count: number): Promise<void> {
  const owner = await person('idle');
  await insertStores(database, owner.id, count, 'ready');
  const { rows } = await database.query<{ id: string }>('select id from stores where owner_id = $1', [owner.id]);
  const items = rows.map(({ id }) => {
    const labels = { 'storewright.dev/store-id': id };
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `store-${id}`, labels } };
  });
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await kubectl(instance.dir, instance.tools, ['create', '--filename', '-'], list);
}

/** How much more a number is after a minute in which nobody wants anything. */
async function growthInAMinute(bench: Bench, stores: number, read: (bench: Bench) => Promise<number>): Promise<number> {
  await (made ??= makeStores(bench, stores));
  const before = await read(bench);
  await pause(MINUTE_MS);
  return (await read(bench)) - before;
}

/** Calls of service accounts outside kube-system, which in the sandbox is the platform's alone, as API Priority and Fairness counts them. */
async function apiCalls({ instance }: Bench): Promise<number> {
  const metrics = await kubectl(instance.dir, instance.tools, ['get', '--raw', '/metrics']);
  const counted = /^apiserver_flowcontrol_dispatched_requests_total\{.*flow_schema="service-accounts".*\} (\S+)$/gm;
  return [...metrics.matchAll(counted)].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Transactions of the platform's database, of which each statement of the idle app is one. */
async function queries({ database }: Bench): Promise<number> {
  const { rows } = await database.query<{ count: string }>(
    'select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]?.count);
}

/** Seconds of a processor that the app has used. */
async function processorSeconds({ instance }: Bench): Promise<number> {
  const stat = readFileSync(`/proc/${findService(instance.dir, 'app')}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

const question = { against: 'nothing', pairs: 1, size: 1_000, bare: async () => 0 } as const;

export const idleCalls: Measurement = {
  ...question,
  title: 'API calls in an idle minute, {size} READY stores',
  unit: 'calls',
  goal: { of: 'ours', atMost: 10 },
  ours: (bench, size) => growthInAMinute(bench, size, apiCalls),
};

export const idleQueries: Measurement = {
  ...question,
  title: 'queries in an idle minute, {size} READY stores',
  unit: 'queries',
  goal: { of: 'ours', atMost: 60 },
  ours: (bench, size) => growthInAMinute(bench, size, queries),
};

export const idleProcessor: Measurement = {
  ...question,
  title: 'share of one processor in an idle minute, {size} READY stores',
  unit: '%',
  goal: { of: 'ours', atMost: 1 },
  ours: async (bench, size) => ((await growthInAMinute(bench, size, processorSeconds)) / (MINUTE_MS / 1000)) * 100,
};
