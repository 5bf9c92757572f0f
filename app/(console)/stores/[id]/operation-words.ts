import type { FailureReason, OperationKind, OperationStatus, StepStatus } from '#server/stores/operation.ts';

export const OPERATION_TITLES = {
  provision: 'Provisioning',
  delete: 'Deletion',
  check: 'Order check',
} as const satisfies Record<OperationKind, string>;

export const OPERATION_OUTCOMES = {
  queued: 'Waiting to start',
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const satisfies Record<OperationStatus, string>;

export const STEP_WORDS = {
  pending: 'not started',
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<StepStatus, string>;

/** What happened, in plain words; the stable reason stands beside it for those who search for it. */
export const FAILURE_TITLES = {
  ImagePull: 'An image could not be pulled',
  CrashLoop: 'A container starts and ends again and again',
  QuotaExceeded: 'The quota of the store is used up',
  Unschedulable: 'No node has room for a pod',
  VolumePending: 'A volume could not be had',
  AdmissionDenied: 'The cluster refused an object',
  JobFailed: 'A job failed',
  NoAnswer: 'The shop does not answer at its address',
  ChartFailed: 'The chart could not be installed',
  NamespaceConflict: 'The namespace belongs to somebody else',
  NamespaceMissing: 'The namespace has vanished',
  Timeout: 'It took too long',
  Internal: 'The platform made a mistake',
} as const satisfies Record<FailureReason, string>;
