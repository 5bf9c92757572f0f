import { eventsAbout, lastOf } from './events.ts';
import { type Deployment, nameOf, type NamespaceObjects, type Pod, type StatefulSet } from './objects.ts';
import { isPodReady } from './pods.ts';

/** A Deployment or a StatefulSet, as far as readiness goes. */
export type Workload = { object: string; ready: boolean; wanted: number; readyPods: number; pods: Pod[] };

/**
 * Ready as `kubectl rollout status` means it: the controller has seen the newest generation, every pod is of it and available,
 * and none of an older one is left.
 */
export function assessDeployment(deployment: Deployment, pods: Pod[]): Workload {
  const { metadata, spec, status } = deployment;
  const wanted = spec?.replicas ?? 1;
  const updated = status?.updatedReplicas ?? 0;
  const ready =
    (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 1) &&
    updated >= wanted &&
    (status?.availableReplicas ?? 0) >= wanted &&
    (status?.replicas ?? 0) <= updated;
  return {
    object: `Deployment/${nameOf(deployment)}`,
    ready,
    wanted,
    readyPods: status?.readyReplicas ?? 0,
    pods: pods.filter((pod) => isSelected(pod, spec?.selector.matchLabels)),
  };
}

/** With `OnDelete` pods of an older revision stay until someone deletes them, which is no fault. */
export function assessStatefulSet(statefulSet: StatefulSet, pods: Pod[]): Workload {
  const { metadata, spec, status } = statefulSet;
  const wanted = spec?.replicas ?? 1;
  const readyPods = status?.readyReplicas ?? 0;
  const isUpdated = spec?.updateStrategy?.type === 'OnDelete' || (status?.updatedReplicas ?? 0) >= wanted;
  return {
    object: `StatefulSet/${nameOf(statefulSet)}`,
    ready: (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 1) && readyPods >= wanted && isUpdated,
    wanted,
    readyPods,
    pods: pods.filter((pod) => isSelected(pod, spec?.selector.matchLabels)),
  };
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
