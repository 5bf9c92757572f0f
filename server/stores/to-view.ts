import type { Prisma } from '#server/generated/prisma/client.ts';
import { storeAddress } from './address.ts';
import type { Failure } from './operation.ts';
import { getStoreType } from './types/index.ts';
import type { OperationView, StoreView } from './view.ts';

export const WITH_STEPS = { steps: { orderBy: { position: 'asc' } } } as const satisfies Prisma.OperationInclude;
export const WITH_OPERATION = { operation: { include: WITH_STEPS } } as const satisfies Prisma.StoreInclude;

type StepRow = Omit<Prisma.StepGetPayload<object>, 'operationId' | 'position'>;
type OperationRow = Pick<
  Prisma.OperationGetPayload<object>,
  'id' | 'kind' | 'status' | 'failure' | 'createdAt' | 'startedAt' | 'finishedAt' | 'deadline'
>;
/** What must be read of an operation, and of a store, to show it. */
type ShownOperation = OperationRow & { steps: StepRow[] };
export type ShownStore = Omit<Prisma.StoreGetPayload<object>, 'ownerId' | 'operationId' | 'version'> & {
  version: bigint | number;
  operation: ShownOperation;
};

export function toOperationView(row: ShownOperation): OperationView {
  const { id, kind, status, createdAt, startedAt, finishedAt, deadline } = row;
  const steps = row.steps.map(({ name, status, detail, startedAt, finishedAt }) => ({
    name,
    status,
    detail,
    startedAt,
    finishedAt,
  }));
  return {
    id,
    kind,
    status,
    failure: row.failure as Failure | null,
    createdAt,
    startedAt,
    finishedAt,
    deadline,
    steps,
  };
}

export function toStoreView(row: ShownStore): StoreView {
  const { id, name, namespace, type, status, host, createdAt, readyAt } = row;
  const url = storeAddress(host);
  const adminUrl = new URL(getStoreType(type).adminPath, url).href;
  return {
    id,
    name,
    namespace,
    type,
    status,
    version: Number(row.version),
    host,
    url,
    adminUrl,
    createdAt,
    readyAt,
    operation: toOperationView(row.operation),
  };
}
