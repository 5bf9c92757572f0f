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

export type List<T> = { metadata: { resourceVersion: string; continue?: string }; items: T[] };

/** What every object has that matters here. */
export type AnyObject = { kind?: string; metadata?: Pod['metadata'] };

export function nameOf(object: AnyObject): string {
  return object.metadata?.name ?? '';
}

export function roleOf(object: AnyObject): string | null {
  return object.metadata?.labels?.['storewright.dev/role'] ?? null;
}
