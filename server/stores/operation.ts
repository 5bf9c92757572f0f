/** `check`: another test order in a store that is READY; whatever comes of it, the store's status stays. */
export const OPERATION_KINDS = ['provision', 'delete', 'check'] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

export const OPERATION_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type OperationStatus = (typeof OPERATION_STATUSES)[number];

/** An operation that may still change something. A store has at most one of them. */
export const LIVE_OPERATION_STATUSES = ['queued', 'running'] as const satisfies readonly OperationStatus[];

export const STEP_STATUSES = ['pending', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

/** Why an operation failed, by stable reason; `reason` is a label of metrics, so the set is closed. */
export const FAILURE_REASONS = [
  'ImagePull',
  'CrashLoop',
  'QuotaExceeded',
  'Unschedulable',
  'VolumePending',
  'AdmissionDenied',
  'JobFailed',
  'NoAnswer',
  'ChartFailed',
  'NamespaceConflict',
  'NamespaceMissing',
  'Timeout',
  'Internal',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** What a person is shown of a failure: what failed, in which object, what the cluster said, what to do. */
export type Failure = {
  reason: FailureReason;
  step: string;
  /** The cluster's or helm's words. */
  message: string;
  /** Such as `Pod/web-0`. */
  object?: string;
  /** Last warning events, newest first. */
  events?: string[];
  /** Last log lines, redacted. */
  logs?: string;
};

/** What to do about each, in one sentence. */
export const ADVICE = {
  ImagePull: 'Check that the image name is right and that the cluster can reach its registry, then retry.',
  CrashLoop: 'Read the last log lines below; mend what they name, then retry.',
  QuotaExceeded: 'The store needs more than its quota allows. Raise the quota or lower the requests, then retry.',
  Unschedulable: 'No node has room for the store. Add a node or free capacity, then retry.',
  VolumePending: 'No volume could be had. Check that the cluster has a default storage class, then retry.',
  AdmissionDenied: 'A policy of the cluster refused the object. Change the policy or the chart, then retry.',
  JobFailed: 'The job gave up or did not end in time. Read its last log lines below; mend what they name, then retry.',
  NoAnswer:
    'The shop takes orders inside the cluster, but its address does not lead to it. Check the DNS record, the ingress class and the ingress controller, then retry.',
  ChartFailed: 'Helm could not install the chart. Its words are below; mend what they name, then retry.',
  NamespaceConflict: 'A namespace of this name belongs to somebody else. Delete this store and create it anew.',
  NamespaceMissing: 'The namespace of the store has vanished. Retry to build it anew, or delete the store.',
  Timeout: 'It took too long. The reason of the last wait is below; retry when it is mended.',
  Internal: 'This is a fault of the platform, not of your store. Retry; if it fails again, tell the administrator.',
} as const satisfies Record<FailureReason, string>;
