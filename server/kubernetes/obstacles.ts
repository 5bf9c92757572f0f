import { eventsAbout, firstTimeOf, isSince, lastOf, lastTimeOf } from './events.ts';
import type { ObstacleCode } from './finding.ts';
import {
  type ClusterEvent,
  conditionOf,
  containerStatusesOf,
  isBeingDeleted,
  jobNameOf,
  nameOf,
  type NamespaceObjects,
  type Pod,
} from './objects.ts';

/** Graces in milliseconds; tests run them at a tenth. */
export type ReadinessSettings = {
  /** How long an image may fail to be pulled: registries hiccup. */
  imagePullGraceMs: number;
  /** How long a container may fail to run, and how often it may restart, whichever is over first. */
  crashLoopGraceMs: number;
  crashLoopRestarts: number;
  /** How long a controller may be refused a pod: one that goes still counts in a quota. */
  refusalGraceMs: number;
  /** When this attempt began. What the cluster said before belongs to an earlier one. */
  since: Date;
  /** When this wait began, in whatever slice. */
  waitingSince: Date;
};

/** Controllers that are refused try again after 5 ms, 10 ms, 20 ms and so on: nine times within the grace of a refusal. */
export const READINESS_DEFAULTS = {
  imagePullGraceMs: 60_000,
  crashLoopGraceMs: 60_000,
  crashLoopRestarts: 3,
  refusalGraceMs: 3_000,
} as const;

export type Obstacle = { code: ObstacleCode; object: string; message: string; isFatal: boolean };

/** Why a container waits (kubelet's words), and what that means for the store. Other reasons are the ordinary course. */
const WAITING_REASONS: Record<string, 'ImagePull' | 'CrashLoop'> = {
  ErrImagePull: 'ImagePull',
  ImagePullBackOff: 'ImagePull',
  ErrImageNeverPull: 'ImagePull',
  InvalidImageName: 'ImagePull',
  ImageInspectError: 'ImagePull',
  RegistryUnavailable: 'ImagePull',
  SignatureValidationFailed: 'ImagePull',
  CrashLoopBackOff: 'CrashLoop',
  CreateContainerConfigError: 'CrashLoop',
  CreateContainerError: 'CrashLoop',
  RunContainerError: 'CrashLoop',
};

/** Events of the kubelet that tell when the trouble of a container began. */
const TROUBLE_EVENTS: ReadonlySet<string> = new Set(['Failed', 'BackOff', 'InspectFailed', 'ErrImageNeverPull']);

/** The container that hinders its pod, or undefined. */
export function stuckContainerOf(pod: Pod) {
  return containerStatusesOf(pod).find(({ state }) => WAITING_REASONS[state?.waiting?.reason ?? ''] !== undefined);
}

/** A pod whose image cannot be had, or whose container does not stay up. */
export function findPodObstacle(
  pod: Pod,
  events: ClusterEvent[],
  now: Date,
  settings: ReadinessSettings,
): Obstacle | null {
  const container = stuckContainerOf(pod);
  const { reason = '', message } = container?.state?.waiting ?? {};
  const code = WAITING_REASONS[reason];
  if (container === undefined || code === undefined) return null;

  const last = container.lastState?.terminated;
  const exit =
    last && `exited with code ${last.exitCode} (${last.reason ?? 'Error'}), ${container.restartCount} restarts`;
  const age = now.getTime() - beganAt(pod, events, last?.finishedAt);
  return {
    code,
    object: `Pod/${nameOf(pod)}`,
    message: `${container.name}: ${[reason, exit, message].filter(Boolean).join(': ')}`,
    isFatal:
      code === 'ImagePull'
        ? reason === 'InvalidImageName' || age >= settings.imagePullGraceMs
        : // A Job counts its own attempts, and says when it gives up.
          jobNameOf(pod) === null &&
          (container.restartCount >= settings.crashLoopRestarts || age >= settings.crashLoopGraceMs),
  };
}

/** Read from the cluster and not from our own clock, so that a restart of the platform does not begin the grace anew. */
function beganAt(pod: Pod, events: ClusterEvent[], lastExit: string | undefined): number {
  const times = eventsAbout(events, pod.metadata?.uid)
    .filter(({ reason }) => TROUBLE_EVENTS.has(reason ?? ''))
    .map(firstTimeOf);
  if (times.length > 0) return Math.min(...times);
  return Date.parse(lastExit ?? conditionOf(pod, 'PodScheduled')?.lastTransitionTime ?? '') || Number.POSITIVE_INFINITY;
}

/** The scheduler's words. Never fatal: there may be room in a moment, and the deadline ends it. */
export function findScheduling(pod: Pod): Obstacle | null {
  const unmet = pod.status?.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (unmet?.reason !== 'Unschedulable') return null;
  return { code: 'Unschedulable', object: `Pod/${nameOf(pod)}`, message: unmet.message ?? '', isFatal: false };
}

/**
 * A volume waits for its first pod, as its class asks, and for that pod's node: the first is in order, the second the
 * scheduler's affair.
 */
const WAITS_FOR_POD: ReadonlySet<string> = new Set(['WaitForFirstConsumer', 'WaitForPodScheduled']);

/** A volume that does not come. */
export function findVolumes({ claims, events }: NamespaceObjects): Obstacle[] {
  return claims
    .filter((claim) => claim.status?.phase === 'Pending' && !isBeingDeleted(claim))
    .flatMap((claim) => {
      const last = lastOf(eventsAbout(events, claim.metadata?.uid));
      if (last === undefined || WAITS_FOR_POD.has(last.reason ?? '')) return [];
      const object = `PersistentVolumeClaim/${nameOf(claim)}`;
      return [{ code: 'VolumePending', object, message: last.message ?? '', isFatal: false }];
    });
}

/** Refusals that mend themselves within moments of a namespace's birth. */
const PASSING = /error looking up service account|status unknown for quota|failed calling webhook|has been modified/;
const DENIED = /is forbidden|denied (?:the )?request|violates PodSecurity|is invalid/;

/**
 * Pods and claims that a controller may not create: it says so by an event and tries on for ever. One that was refused just
 * before this attempt began, or lacks its pod for a moment, is given its grace.
 */
export function findRefusals(objects: NamespaceObjects, now: Date, settings: ReadinessSettings): Obstacle[] {
  const lacking = new Set(lackingPods(objects));
  const refusals = objects.events
    .filter(({ reason, involvedObject }) => reason === 'FailedCreate' && lacking.has(involvedObject.uid))
    .filter((event) => isSince(event, settings.since) && refusalCode(event.message) !== null)
    .toSorted((a, b) => lastTimeOf(b) - lastTimeOf(a));
  return refusals.flatMap(({ involvedObject, message = '' }) => {
    const code = refusalCode(message);
    const first = Math.min(...eventsAbout(refusals, involvedObject.uid).map(firstTimeOf));
    const age = now.getTime() - Math.max(first, settings.waitingSince.getTime());
    const object = `${involvedObject.kind}/${involvedObject.name}`;
    return code ? [{ code, object, message, isFatal: age >= settings.refusalGraceMs }] : [];
  });
}

function refusalCode(message = ''): ObstacleCode | null {
  if (message.includes('exceeded quota')) return 'QuotaExceeded';
  return DENIED.test(message) && !PASSING.test(message) ? 'AdmissionDenied' : null;
}

/** Controllers that have fewer pods than they want: only of these is a refusal still true. */
function lackingPods({ replicaSets, statefulSets, jobs }: NamespaceObjects): Array<string | undefined> {
  const sets = [...replicaSets, ...statefulSets].filter(
    ({ spec, status }) => (status?.replicas ?? 0) < (spec?.replicas ?? 1),
  );
  const idle = jobs.filter(({ status }) => !status?.active && !status?.succeeded);
  return [...sets, ...idle].map(({ metadata }) => metadata?.uid);
}
