import { eventsAbout, lastOf } from './events.ts';
import {
  type Deployment,
  isBeingDeleted,
  nameOf,
  type NamespaceObjects,
  type Pod,
  type StatefulSet,
} from './objects.ts';
import { isPodReady } from './pods.ts';

/** A Deployment or a StatefulSet, as far as readiness goes. */
export type Workload = { object: string; ready: boolean; wanted: number; readyPods: number; pods: Pod[] };

/**
 * Ready as `kubectl rollout status` means it: the controller has seen the newest generation, every pod is of it, and none of an
 * older one is left; and the pods themselves say so, since what a controller says of them may be a moment old.
 */
export function assessDeployment(deployment: Deployment, pods: Pod[]): Workload {
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = deployment.status ?? {};
  const isRolledOut = (wanted: number) =>
    updatedReplicas >= wanted && availableReplicas >= wanted && replicas <= updatedReplicas;
  return assessWorkload('Deployment', deployment, pods, isRolledOut);
}

/** With `OnDelete` pods of an older revision stay until someone deletes them, which is no fault. */
export function assessStatefulSet(statefulSet: StatefulSet, pods: Pod[]): Workload {
  const { readyReplicas = 0, updatedReplicas = 0 } = statefulSet.status ?? {};
  const isByHand = statefulSet.spec?.updateStrategy?.type === 'OnDelete';
  const isRolledOut = (wanted: number) => readyReplicas >= wanted && (isByHand || updatedReplicas >= wanted);
  return assessWorkload('StatefulSet', statefulSet, pods, isRolledOut);
}

function assessWorkload(
  kind: string,
  workload: Deployment | StatefulSet,
  allPods: Pod[],
  isRolledOut: (wanted: number) => boolean,
): Workload {
  const { metadata, spec, status } = workload;
  const wanted = spec?.replicas ?? 1;
  const pods = allPods.filter((pod) => isSelected(pod, spec?.selector.matchLabels));
  const readyPods = pods.filter((pod) => isPodReady(pod) && !isBeingDeleted(pod)).length;
  const isObserved = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 1);
  const ready = isObserved && readyPods >= wanted && isRolledOut(wanted);
  return { object: `${kind}/${nameOf(workload)}`, ready, wanted, readyPods, pods };
}

/** "Deployment/web: 0 of 1 pods ready; pulling the image wordpress:6". */
export function explainWorkload(workload: Workload, objects: NamespaceObjects): string {
  const pod = workload.pods.find((candidate) => !isPodReady(candidate));
  const doing = pod ? explainPod(pod, objects) : workload.pods.length === 0 ? 'no pod yet' : 'settling';
  return `${workload.object}: ${workload.readyPods} of ${workload.wanted} pods ready; ${doing}`;
}

/** What a pod that is not ready does just now. */
export function explainPod(pod: Pod, { events }: NamespaceObjects): string {
  const about = eventsAbout(events, pod.metadata?.uid);
  if (!pod.spec?.nodeName) return 'waiting for a node';
  const preparing = pod.status?.initContainerStatuses?.find(({ state }) => state?.running);
  if (preparing) return `${preparing.name} is preparing it`;
  const waiting = pod.status?.containerStatuses?.find(({ state }) => state?.waiting);
  if (waiting) {
    const isPulling = lastOf(about)?.reason === 'Pulling';
    return isPulling ? `pulling the image ${waiting.image}` : `starting ${waiting.name}`;
  }
  const unhealthy = lastOf(about.filter(({ reason }) => reason === 'Unhealthy'));
  return unhealthy?.message ? `started, but ${unhealthy.message}` : 'started, not ready yet';
}

function isSelected(pod: Pod, labels: Record<string, string> | undefined): boolean {
  return Object.entries(labels ?? {}).every(([key, value]) => pod.metadata?.labels?.[key] === value);
}
