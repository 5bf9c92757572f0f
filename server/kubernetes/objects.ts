import type {
  CoreV1Event,
  V1Deployment,
  V1Job,
  V1Namespace,
  V1PersistentVolumeClaim,
  V1Pod,
  V1ReplicaSet,
  V1ResourceQuota,
  V1RoleBinding,
  V1Secret,
  V1StatefulSet,
} from '@kubernetes/client-node';

/** An API type as JSON carries it: dates are strings. */
export type Json<T> = T extends Date
  ? string
  : T extends Array<infer Item>
    ? Array<Json<Item>>
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;

export type Namespace = Json<V1Namespace>;
export type RoleBinding = Json<V1RoleBinding>;
export type ResourceQuota = Json<V1ResourceQuota>;
export type Secret = Json<V1Secret>;
export type Pod = Json<V1Pod>;
export type Deployment = Json<V1Deployment>;
export type StatefulSet = Json<V1StatefulSet>;
export type ReplicaSet = Json<V1ReplicaSet>;
export type Job = Json<V1Job>;
export type Claim = Json<V1PersistentVolumeClaim>;
export type ClusterEvent = Json<CoreV1Event>;

export type List<T> = { metadata: { resourceVersion: string }; items: T[] | null };

/** What readiness is read from: everything of these kinds in one namespace. */
export type NamespaceObjects = {
  pods: Pod[];
  deployments: Deployment[];
  statefulSets: StatefulSet[];
  replicaSets: ReplicaSet[];
  jobs: Job[];
  claims: Claim[];
  events: ClusterEvent[];
};

/** What every object has that matters here. */
export type AnyObject = { metadata?: Pod['metadata'] };

export function nameOf(object: AnyObject): string {
  return object.metadata?.name ?? '';
}

/** The label by which a chart names its components (Kubernetes' recommended labels). */
const COMPONENT_LABEL = 'app.kubernetes.io/name';

/** The part of a chart that an object is, such as `init`; null without its label. */
export function componentOf(object: AnyObject): string | null {
  return object.metadata?.labels?.[COMPONENT_LABEL] ?? null;
}

/** `web`, `app`, `data`, `job` (DESIGN §7), or null. */
export function roleOf(object: AnyObject): string | null {
  return object.metadata?.labels?.['storewright.dev/role'] ?? null;
}

export function isBeingDeleted(object: AnyObject): boolean {
  return object.metadata?.deletionTimestamp !== undefined;
}

type Condition = { type: string; status: string; reason?: string; message?: string; lastTransitionTime?: string };

/** The condition of that type, when it holds. */
export function conditionOf(object: { status?: { conditions?: Condition[] } }, type: string): Condition | undefined {
  return object.status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
}

/** Why a Job gave up, or undefined. `FailureTarget` says so while its last pods still end; `Failed` follows. */
export function failureOf(job: Job): Condition | undefined {
  return conditionOf(job, 'Failed') ?? conditionOf(job, 'FailureTarget');
}

/**
 * Whether a Job of one completion is done. Its pod says so first: one success is all that a chart's Job asks for, and its
 * controller says so only a second or two later.
 */
export function hasSucceeded(job: Job, pods: Pod[]): boolean {
  return (
    conditionOf(job, 'Complete') !== undefined ||
    pods.some((pod) => pod.status?.phase === 'Succeeded' && isOfJob(pod, job))
  );
}

export function isOfJob(pod: Pod, job: Job): boolean {
  return pod.metadata?.ownerReferences?.some(({ uid }) => uid === job.metadata?.uid) ?? false;
}

/** The name of the Job that a pod belongs to, or null. */
export function jobNameOf(pod: Pod): string | null {
  return pod.metadata?.ownerReferences?.find(({ kind }) => kind === 'Job')?.name ?? null;
}

/** Statuses of all containers of a pod, those that prepare it first. */
export function containerStatusesOf(pod: Pod) {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
}
