import { type Failure, type OperationKind, type OperationStatus, type StepStatus } from '#server/stores/operation.ts';
import { STEPS } from '#server/stores/steps.ts';
import { STORE_STATUSES } from '#server/stores/status.ts';
import type { OperationView, StepView, StoreCounts, StoreView } from '#server/stores/view.ts';
import { ago } from './moments.ts';

const DONE: Record<string, string> = {
  'apply-limits': '4 CPU, 8 GiB, 20 pods',
  'create-credentials': 'Made anew',
  'install-chart': 'Revision 1',
  'place-test-order': 'The order check passed',
  'delete-namespace':
    'With finalizers: PersistentVolumeClaim/data-database-0 (kubernetes.io/pvc-protection), PersistentVolumeClaim/uploads (kubernetes.io/pvc-protection)',
  'send-welcome-mail': 'Sent to rosa@example.org',
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

type View = Pick<StoreView, 'status' | 'operation'> & Partial<Pick<StoreView, 'createdAt'>>;

/** A store as its owner sees it; its id is made of the name, and it is as old as its operation unless `view` says otherwise. */
export function store(name: string, type: string, view: View): StoreView {
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

const CRASH: Failure = {
  reason: 'CrashLoop',
  step: 'start-database',
  object: 'Pod/database-0',
  message:
    'database: CrashLoopBackOff: exited with code 1 (Error), 5 restarts: back-off 5m0s restarting failed container=database pod=database-0_store-kiteshop00',
  events: [
    'Pod/database-0: BackOff: Back-off restarting failed container database in pod database-0_store-kiteshop00',
    'Pod/database-0: Unhealthy: Startup probe failed: connection refused',
  ],
  logs: [
    '2026-11-27 11:39:58.204 UTC [1] LOG:  starting PostgreSQL 18.6 on x86_64-pc-linux-gnu',
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
    detail: 'StatefulSet/database: 0 of 1 pods ready; pulling the image postgres:18.6',
  }),
});
export const queued = store('just-asked', 'woocommerce', {
  status: 'provisioning',
  operation: operation({ kind: 'provision', status: 'queued', startedAt: ago(4, 's'), reached: 0 }),
});
export const readyStore = store('corner-books', 'woocommerce', { status: 'ready', operation: ready(ago(3, 'h')) });
export const failed = store('kite-shop', 'medusa', { status: 'failed', operation: { ...failing, failure: CRASH } });
/** What brought it up stays as it ended. */
export const vanished = store('paper-boats', 'woocommerce', {
  status: 'failed',
  operation: {
    ...ready(ago(2, 'd')),
    failure: {
      reason: 'NamespaceMissing',
      step: 'reserve-namespace',
      object: 'Namespace/store-paperboats',
      message: 'The namespace store-paperboats is no longer there.',
    },
  },
});
export const deleting = store('old-records', 'woocommerce', {
  status: 'deleting',
  createdAt: ago(6, 'h'),
  operation: operation({
    kind: 'delete',
    status: 'running',
    startedAt: ago(14, 's'),
    reached: 3,
    detail:
      'store-oldrecords: still there: 2 persistentvolumeclaims; held by finalizer kubernetes.io/pvc-protection (2)',
  }),
});

export const STORES: StoreView[] = [
  queued,
  comingUp,
  failed,
  readyStore,
  deleting,
  store('the-longest-name-that-a-store-may-have-x', 'medusa', { status: 'ready', operation: ready(ago(1, 'd')) }),
  vanished,
  store('olive-and-thyme', 'woocommerce', { status: 'ready', operation: ready(ago(5, 'd')) }),
  store('wool', 'medusa', { status: 'ready', operation: ready(ago(40, 'd')) }),
];

export function countsOf(stores: readonly StoreView[]): StoreCounts {
  const count = (status: string) => stores.filter((known) => known.status === status).length;
  return Object.fromEntries(STORE_STATUSES.map((status) => [status, count(status)])) as StoreCounts;
}
