import type { Prisma } from '#server/generated/prisma/client.ts';
import { storeAddress } from './address.ts';
import type { Failure } from './operation.ts';
import { getStoreType } from './types/index.ts';
import type { OperationView, StoreView } from './view.ts';

export const WITH_STEPS = { steps: { orderBy: { position: 'asc' } } } as const satisfies Prisma.OperationInclude;
export const WITH_OPERATION = { operation: { include: WITH_STEPS } } as const satisfies Prisma.StoreInclude;

type OperationRow = Prisma.OperationGetPayload<{ include: typeof WITH_STEPS }>;
type StoreRow = Prisma.StoreGetPayload<{ include: typeof WITH_OPERATION }>;

export function toOperationView(row: OperationRow): OperationView {
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

export function toStoreView(row: StoreRow): StoreView {
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
