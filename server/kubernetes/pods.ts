import type { Kubernetes } from './client.ts';
import { listObjects } from './list.ts';
import { nameOf, type Pod, roleOf } from './objects.ts';
import { redact } from './redact.ts';

export type ContainerView = {
  name: string;
  image: string;
  ready: boolean;
  restarts: number;
  state: 'waiting' | 'running' | 'terminated';
  /** Such as `CrashLoopBackOff` or `OOMKilled`; null while it runs. */
  reason: string | null;
};

/** What a person is shown of a pod. */
export type PodView = {
  name: string;
  /** The pod's phase, or `Terminating`. */
  phase: string;
  ready: boolean;
  readyContainers: number;
  containers: ContainerView[];
  restarts: number;
  createdAt: Date;
  /** `web`, `app`, `data`, `job`, or null when it bears no role. */
  role: string | null;
  /** Why it is not ready, in the cluster's words, redacted. */
  message: string | null;
};

/** The pods of a namespace, by name. */
export async function listPods(k: Kubernetes, namespace: string, signal: AbortSignal): Promise<PodView[]> {
  const pods = await listObjects<Pod>(k, 'Pod', namespace, signal);
  return pods.map(toPodView).toSorted((a, b) => a.name.localeCompare(b.name));
}

export function toPodView(pod: Pod): PodView {
  const containers = containersOf(pod);
  const terminating = pod.metadata?.deletionTimestamp !== undefined;
  return {
    name: nameOf(pod),
    phase: terminating ? 'Terminating' : (pod.status?.phase ?? 'Unknown'),
    ready: !terminating && isPodReady(pod),
    readyContainers: containers.filter((container) => container.ready).length,
    containers,
    restarts: containers.reduce((sum, container) => sum + container.restarts, 0),
    createdAt: new Date(pod.metadata?.creationTimestamp ?? 0),
    role: roleOf(pod),
    message: messageOf(pod),
  };
}

export function isPodReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** Containers that were asked for, with what is known of each; one without a status waits for its node. */
function containersOf(pod: Pod): ContainerView[] {
  const statuses = new Map(pod.status?.containerStatuses?.map((status) => [status.name, status]));
  return (pod.spec?.containers ?? []).map(({ name, image }) => {
    const status = statuses.get(name);
    const { running, terminated, waiting } = status?.state ?? {};
    return {
      name,
      image: image ?? '',
      ready: status?.ready ?? false,
      restarts: status?.restartCount ?? 0,
      state: running ? 'running' : terminated ? 'terminated' : 'waiting',
      reason: waiting?.reason ?? terminated?.reason ?? null,
    };
  });
}

function messageOf(pod: Pod): string | null {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const waiting = statuses.map(({ state }) => state?.waiting?.message).find((message) => message !== undefined);
  const unmet = pod.status?.conditions?.find(({ status, message }) => status === 'False' && message);
  const message = waiting ?? pod.status?.message ?? unmet?.message;
  return message === undefined ? null : redact(message, []);
}
