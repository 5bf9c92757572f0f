import { Prisma } from '#server/generated/prisma/client.ts';
import { STORE_STATUSES } from './status.ts';
import type { ShownStore } from './to-view.ts';
import type { StoreCounts } from './view.ts';

/*
 * What is shown of stores, read in one statement: Prisma asks for stores, operations and steps one after the other, and makes an object of
 * every row of each (docs/performance.md).
 */

/** The steps of an operation `o`, in their order. */
const STEPS = Prisma.sql`(select coalesce(json_agg(json_build_object(
    'name', name, 'status', status, 'detail', detail, 'startedAt', started_at, 'finishedAt', finished_at
  ) order by position), '[]') from steps where operation_id = o.id)`;

/** A store `s` with its operation `o`. */
const STORE = Prisma.sql`
  'id', s.id, 'name', s.name, 'namespace', s.namespace, 'host', s.host, 'type', s.type, 'status', s.status,
  'version', s.version, 'createdAt', s.created_at, 'readyAt', s.ready_at,
  'operation', json_build_object(
    'id', o.id, 'kind', o.kind, 'status', o.status, 'failure', o.failure, 'createdAt', o.created_at,
    'startedAt', o.started_at, 'finishedAt', o.finished_at, 'deadline', o.deadline, 'steps', ${STEPS})`;

type StoresOf = {
  /** A relation of stores, called `s`. */
  from: Prisma.Sql;
  order?: Prisma.Sql;
  /** More to be read of each, as arguments of json_build_object, each after a comma. */
  also?: Prisma.Sql;
};

/** An expression whose value is for `parseStores`. */
export function storesText({ from, order = Prisma.empty, also = Prisma.empty }: StoresOf): Prisma.Sql {
  return Prisma.sql`(select coalesce(json_agg(json_build_object(${STORE}${also}) ${order}), '[]')::text
    from ${from} join operations o on o.id = s.operation_id)`;
}

/** `More` is what `also` asked for. */
export function parseStores<More = unknown>(text: string): (ShownStore & More)[] {
  const stores = JSON.parse(text) as (ShownStore & More)[];
  for (const store of stores) {
    const { operation } = store;
    readTimes<ShownStore>(store, ['createdAt', 'readyAt']);
    readTimes(operation, ['createdAt', 'startedAt', 'finishedAt', 'deadline']);
    for (const step of operation.steps) readTimes(step, ['startedAt', 'finishedAt']);
  }
  return stores;
}

/** JSON has times only as text. A function for JSON.parse would be called for every value there is, and cost a sixth of the page. */
function readTimes<Row extends object>(row: Row, names: readonly (keyof Row)[]): void {
  for (const name of names) {
    const text: unknown = row[name];
    if (typeof text === 'string') Reflect.set(row, name, new Date(text));
  }
}

/** How many stores somebody without any has in each status. */
const NO_STORES = Object.fromEntries(STORE_STATUSES.map((status) => [status, 0])) as StoreCounts;

/** An expression whose value is for `toCounts`: how many stores the owner has in each status that one of them ever had. */
export function countsOf(ownerId: string): Prisma.Sql {
  return Prisma.sql`(select coalesce(json_object_agg(status, count), '{}') from store_counts where owner_id = ${ownerId}::uuid)`;
}

export function toCounts(counted: Partial<StoreCounts>): StoreCounts {
  return { ...NO_STORES, ...counted };
}
