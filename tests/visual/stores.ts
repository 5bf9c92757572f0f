import { type Failure, type OperationKind, type OperationStatus, type StepStatus } from '#server/stores/operation.ts';
import { STEPS } from '#server/stores/steps.ts';
import { STORE_STATUSES } from '#server/stores/status.ts';
import type { OperationView, StepView, StoreCounts, StoreView } from '#server/stores/view.ts';
import { ago } from './moments.ts';

const DONE: Record<string, string> = {
  'reserve-namespace': 'Namespace and rights are there.',
  'apply-limits': 'Quota, limits and network policy are in force.',
  'install-chart': 'Release store, revision 1.',
  'start-database': '1 of 1 workloads are ready.',
  'start-store': '1 of 1 workloads are ready.',
  'place-test-order': 'Order 14 was placed, read back and removed.',
  'send-welcome-mail': 'Sent to rosa@example.org.',
};

type Progress = { kind: OperationKind; status: OperationStatus; startedAt: Date; reached: number; detail?: string };

/** A run of a recipe: `reached` steps are behind it, each of four seconds; the next one is as the run is. */
export function operation({ kind, status, startedAt, reached, detail }: Progress): OperationView {
  const at = (step: number) => new Date(startedAt.getTime() + step * 4_000);
  const steps = Object.keys(STEPS[kind]).map((name, index): StepView => {
    if (index < reached) {
      return { name, status: 'succeeded', detail: DONE[name] ?? null, startedAt: at(index), finishedAt: at(index + 1) };
    }
    const state: StepStatus = status === 'queued' ? 'pending' : status;
    if (index > reached) {
      const rest = state === 'failed' || state === 'cancelled' ? 'cancelled' : 'pending';
      return { name, status: rest, detail: null, startedAt: null, finishedAt: null };
    }
    const finishedAt = state === 'running' || state === 'pending' ? null : at(index + 9);
    return {
      name,
      status: state,
      detail: detail ?? null,
      startedAt: state === 'pending' ? null : at(index),
      finishedAt,
    };
  });
  const isOver = status !== 'queued' && status !== 'running';
  return {
    id: `00000000-0000-4000-8000-0000000000${kind.length}${reached}`,
    kind,
    status,
    failure: null,
    createdAt: startedAt,
    startedAt: status === 'queued' ? null : startedAt,
    finishedAt: isOver ? at(reached + 9) : null,
    deadline: null,
    steps,
  };
}

export const ready = (startedAt: Date) => operation({ kind: 'provision', status: 'succeeded', startedAt, reached: 8 });

/** A store as its owner sees it; its id is made of the name. */
export function store(name: string, type: string, view: Pick<StoreView, 'status' | 'operation'>): StoreView {
  const id = `${name.replaceAll(/[^a-z0-9]/g, '')}0000000000`.slice(0, 10);
  const host = `${name}.localhost`;
  const { createdAt, finishedAt } = view.operation;
  return {
    id,
    name,
    namespace: `store-${id}`,
    type,
    version: 1,
    host,
    url: `http://${host}`,
    adminUrl: `http://${host}/${type === 'medusa' ? 'app/' : 'wp-admin/'}`,
    createdAt,
    readyAt: view.status === 'ready' ? finishedAt : null,
    ...view,
  };
}

export const CRASH: Failure = {
  reason: 'CrashLoop',
  step: 'start-database',
  object: 'Pod/postgres-0',
  message: 'The container "postgres" ended 5 times with exit code 1: back-off 5m0s restarting failed container.',
  events: [
    'Pod/postgres-0: BackOff: Back-off restarting failed container postgres in pod postgres-0_store-kiteshop00',
    'Pod/postgres-0: Unhealthy: Startup probe failed: connection refused',
  ],
  logs: [
    '2026-11-27 11:39:58.204 UTC [1] LOG:  starting PostgreSQL 18.4 on x86_64-pc-linux-gnu',
    '2026-11-27 11:39:58.209 UTC [1] LOG:  listening on IPv4 address "0.0.0.0", port 5432',
    '2026-11-27 11:39:58.311 UTC [27] PANIC:  could not locate a valid checkpoint record at 0/16F2A58',
    '2026-11-27 11:39:58.402 UTC [1] LOG:  startup process (PID 27) was terminated by signal 6: Aborted',
  ].join('\n'),
};

const failing = operation({
  kind: 'provision',
  status: 'failed',
  startedAt: ago(21, 'min'),
  reached: 4,
  detail: CRASH.message,
});

export const comingUp = store('tea-house', 'medusa', {
  status: 'provisioning',
  operation: operation({
    kind: 'provision',
    status: 'running',
    startedAt: ago(28, 's'),
    reached: 4,
    detail: 'Pod/postgres-0 is starting: pulling image "postgres:18.4".',
  }),
});
export const queued = store('just-asked', 'woocommerce', {
  status: 'provisioning',
  operation: operation({ kind: 'provision', status: 'queued', startedAt: ago(4, 's'), reached: 0 }),
});
export const readyStore = store('corner-books', 'woocommerce', { status: 'ready', operation: ready(ago(3, 'h')) });
export const failed = store('kite-shop', 'medusa', { status: 'failed', operation: { ...failing, failure: CRASH } });
export const vanished = store('paper-boats', 'woocommerce', {
  status: 'failed',
  operation: {
    ...failing,
    failure: { reason: 'NamespaceMissing', step: 'reserve-namespace', message: 'The namespace is not there any more.' },
  },
});
export const deleting = store('old-records', 'woocommerce', {
  status: 'deleting',
  operation: operation({
    kind: 'delete',
    status: 'running',
    startedAt: ago(11, 's'),
    reached: 2,
    detail: 'Waits for 2 PersistentVolumeClaims; the finalizer kubernetes.io/pvc-protection holds them.',
  }),
});

export const STORES: StoreView[] = [
  queued,
  comingUp,
  failed,
  deleting,
  readyStore,
  store('the-longest-name-that-a-store-may-have-x', 'medusa', { status: 'ready', operation: ready(ago(1, 'd')) }),
  vanished,
  store('olive-and-thyme', 'woocommerce', { status: 'ready', operation: ready(ago(5, 'd')) }),
  store('wool', 'medusa', { status: 'ready', operation: ready(ago(40, 'd')) }),
];

export function countsOf(stores: readonly StoreView[]): StoreCounts {
  const count = (status: string) => stores.filter((known) => known.status === status).length;
  return Object.fromEntries(STORE_STATUSES.map((status) => [status, count(status)])) as StoreCounts;
}
