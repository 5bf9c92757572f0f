import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { singleton } from '../singleton.ts';

/** Bounds of histograms in seconds, few of each, since every bound is a series. */
const BOUNDS = {
  call: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  process: [0.25, 0.5, 1, 2.5, 5, 10, 20],
  step: [0.1, 0.5, 1, 5, 15, 60, 180, 600],
  operation: [5, 15, 30, 60, 120, 180, 300, 600, 1200],
} as const;

const HELM_COMMANDS = ['history', 'upgrade', 'rollback', 'uninstall', 'version'];
const UNFINISHED = ['pending-install', 'pending-upgrade', 'pending-rollback', 'uninstalling'];

/**
 * Everything that this process counts. A label has a closed set of values and never
 * names a store, a person, an address or a namespace: the number of series does not grow with the number of stores.
 */
export const metrics = singleton('metrics', () => {
  const registry = new Registry();
  const about = <L extends string>(name: string, help: string, labelNames: L[]) => ({
    name: `storewright_${name}`,
    help,
    labelNames,
    registers: [registry],
  });
  const counter = <L extends string = never>(name: string, help: string, ...labels: L[]) =>
    new Counter(about(name, help, labels));
  const gauge = <L extends string = never>(name: string, help: string, ...labels: L[]) =>
    new Gauge(about(name, help, labels));
  const histogram = <L extends string = never>(
    name: string,
    bounds: keyof typeof BOUNDS,
    help: string,
    ...labels: L[]
  ) => new Histogram({ ...about(name, help, labels), buckets: [...BOUNDS[bounds]] });

  const made = {
    registry,

    stores: gauge('stores', 'Stores by type and status', 'type', 'status'),
    storeOldest: gauge(
      'store_oldest_in_status_timestamp_seconds',
      'Since when the store is in its status that is there longest',
      'type',
      'status',
    ),
    storeTransitions: counter('store_transitions_total', 'Changes of status', 'type', 'from', 'to'),
    provisionDuration: histogram(
      'store_provision_duration_seconds',
      'operation',
      'From the request to READY or to failure',
      'type',
      'outcome',
    ),
    deleteDuration: histogram(
      'store_delete_duration_seconds',
      'operation',
      'From the request until the namespace is gone, or to failure',
      'type',
      'outcome',
    ),
    provisionFailures: counter(
      'store_provision_failures_total',
      'Provisionings that failed, by reason',
      'type',
      'reason',
    ),
    orphanNamespaces: gauge('orphan_namespaces', 'Namespaces of stores that have no row'),
    missingNamespaces: gauge('missing_namespaces', 'Stores that failed because their namespace vanished'),

    stepDuration: histogram(
      'step_duration_seconds',
      'step',
      'From the beginning of a step to its end',
      'step',
      'outcome',
    ),
    stepRetries: counter('step_retries_total', 'Calls of a step that failed and are repeated', 'step', 'reason'),
    fencedWrites: counter('fenced_writes_total', 'Attempts that ended because their lease was lost'),

    helmProcesses: gauge('helm_processes', 'Helm processes that run'),
    helmQueue: gauge('helm_queue_length', 'Helm processes that wait for a place'),
    helmDuration: histogram('helm_command_duration_seconds', 'process', 'Helm processes', 'command', 'outcome'),
    helmExits: counter('helm_command_exits_total', 'Ends of helm processes', 'command', 'exit'),
    helmUnlocks: counter(
      'helm_unlocks_total',
      'Releases that an earlier helm left unfinished, and that were cleared',
      'state',
    ),

    kubernetesRequests: counter('k8s_requests_total', 'Answers of the API server', 'verb', 'resource', 'code'),
    kubernetesDuration: histogram(
      'k8s_request_duration_seconds',
      'call',
      'Until the API server begins to answer',
      'verb',
      'resource',
    ),
    watchRestarts: counter('k8s_watch_restarts_total', 'Watches that were cut', 'resource', 'reason'),
    kubernetesUp: gauge('k8s_up', 'Whether the API server answers and grants the platform its rights'),
    rbacExcess: gauge('rbac_excess', 'Rights of the platform beyond those that it needs'),

    outboxPending: gauge('outbox_pending', 'Operations whose event Inngest has not acknowledged'),
    outboxOldest: gauge('outbox_oldest_timestamp_seconds', 'Since when the oldest of them waits; absent without one'),
    dispatcherSuccess: gauge(
      'dispatcher_last_success_timestamp_seconds',
      'When the dispatcher last looked in vain or sent',
    ),
    dispatcherRequeued: counter('dispatcher_requeued_total', 'Events sent anew because what was sent came to nothing'),
    inngestUp: gauge('inngest_up', 'Whether the Inngest server answers; 1 for Inngest Cloud, which is not asked'),

    trpcCalls: counter('trpc_calls_total', 'Calls of procedures', 'procedure', 'code'),
    trpcDuration: histogram(
      'trpc_duration_seconds',
      'call',
      'Until a procedure is done or its stream open',
      'procedure',
    ),
    streams: gauge('sse_streams', 'Live views that are open'),
    streamLag: histogram(
      'sse_event_lag_seconds',
      'call',
      'From the notice of a change until it is read for the streams of its person',
    ),

    authAttempts: counter('auth_attempts_total', 'Sign-ins', 'outcome'),
    authzDenied: counter('authz_denied_total', 'Calls for what the caller may not do or see', 'procedure'),
    credentialReveals: counter('credential_reveals_total', 'Requests for the credentials of a shop', 'outcome'),
    rateLimited: counter('rate_limited_total', 'Refusals for coming too often', 'bucket'),
    auditWriteFailures: counter('audit_write_failures_total', 'Audit entries that could not be written'),
    mailSent: counter('mail_sent_total', 'Mails handed over, or not', 'outcome'),
    dbPool: gauge('db_pool_connections', 'Connections in use and idle, and requests that wait for one', 'state'),
    buildInfo: gauge('build_info', 'The version that runs', 'version', 'commit', 'node'),
  };
  // A series that appears with its first event is never seen to rise: those of rare events are there from the start.
  for (const command of HELM_COMMANDS) made.helmExits.inc({ command, exit: 'killed' }, 0);
  for (const state of UNFINISHED) made.helmUnlocks.inc({ state }, 0);
  for (const outcome of ['revealed', 'limited', 'refused']) made.credentialReveals.inc({ outcome }, 0);
  return made;
});
