import { lastWarnings } from './events.ts';
import type { Assessment } from './finding.ts';
import {
  componentOf,
  failureOf,
  hasSucceeded,
  isBeingDeleted,
  isOfJob,
  type Job,
  nameOf,
  type NamespaceObjects,
  roleOf,
} from './objects.ts';
import {
  findPodObstacle,
  findRefusals,
  findScheduling,
  findVolumes,
  type Obstacle,
  type ReadinessSettings,
} from './obstacles.ts';
import { assessDeployment, assessStatefulSet, explainPod, explainWorkload } from './workloads.ts';

/**
 * What a wait is for: every workload that bears one of these roles (label `storewright.dev/role`) ready at its newest
 * generation, each role having one at least; or one Job complete. `preparedBy`: the component of the Job without which that
 * cannot be.
 */
export type Expected = ({ roles: readonly string[] } | { job: string }) & { preparedBy?: string };

/**
 * Says of a namespace, from what the cluster shows at this moment and nothing else, whether it is as expected, what it waits
 * for, or why it cannot become so.
 */
export function assess(
  objects: NamespaceObjects,
  expected: Expected,
  now: Date,
  settings: ReadinessSettings,
): Assessment {
  const reason = 'job' in expected ? explainJob(objects, expected.job) : explainRoles(objects, expected.roles);
  if (reason === null) return { state: 'ready' };

  const events = lastWarnings(objects.events, settings.since);
  const obstacles = findObstacles(objects, expected, now, settings);
  const fatal = obstacles.find(({ isFatal }) => isFatal);
  if (fatal) {
    const { code, object, message } = fatal;
    return { state: 'failed', failure: { reason: code, object, message, events } };
  }
  const first = obstacles[0];
  if (first === undefined) return { state: 'waiting', reason, events, unendedJob: findUnendedJob(objects, expected) };
  const { code, object, message } = first;
  return { state: 'waiting', code, object, reason: `${object}: ${message}`, events };
}

/** All that is in the way, causes before their consequences. */
function findObstacles(
  objects: NamespaceObjects,
  expected: Expected,
  now: Date,
  settings: ReadinessSettings,
): Obstacle[] {
  // The Jobs of a store prepare it, so one of them that cannot run is in the way of its workloads too.
  const roles = new Set('job' in expected ? ['job'] : [...expected.roles, 'job']);
  const pods = objects.pods.filter((pod) => roles.has(roleOf(pod) ?? '') && !isBeingDeleted(pod));
  return [
    ...findRefusals(objects, now, settings),
    ...objects.jobs.flatMap(findFailedJob),
    ...pods.flatMap((pod) => findPodObstacle(pod, objects.events, now, settings) ?? []),
    ...findVolumes(objects),
    ...pods.flatMap((pod) => findScheduling(pod) ?? []),
  ];
}

/** Jobs that a CronJob made are left out: theirs is not a matter of being ready. */
function findFailedJob(job: Job): Obstacle[] {
  const failed = failureOf(job);
  const isPeriodic = job.metadata?.ownerReferences?.some(({ kind }) => kind === 'CronJob') ?? false;
  if (!failed || isPeriodic || isBeingDeleted(job)) return [];
  const message = [failed.reason, failed.message].filter(Boolean).join(': ');
  return [{ code: 'JobFailed', object: `Job/${nameOf(job)}`, message, isFatal: true }];
}

/** The Job that prepares what is awaited, or else the awaited one, if it has not ended although its data is there. */
function findUnendedJob(objects: NamespaceObjects, expected: Expected): string | undefined {
  if (explainRoles(objects, ['data']) !== null) return undefined;
  const unended = objects.jobs.filter((job) => !hasSucceeded(job, objects.pods) && !isBeingDeleted(job));
  const job =
    unended.find((candidate) => componentOf(candidate) === expected.preparedBy) ??
    unended.find((candidate) => 'job' in expected && nameOf(candidate) === expected.job);
  return job && `Job/${nameOf(job)}`;
}

/** What the roles wait for, as a sentence; null when they are ready. */
function explainRoles(objects: NamespaceObjects, roles: readonly string[]): string | null {
  for (const role of roles) {
    const workloads = [
      ...objects.statefulSets.filter((set) => roleOf(set) === role).map((set) => assessStatefulSet(set, objects.pods)),
      ...objects.deployments.filter((one) => roleOf(one) === role).map((one) => assessDeployment(one, objects.pods)),
    ];
    if (workloads.length === 0) return `Nothing with the role ${role} is there yet`;
    const unready = workloads.find(({ ready }) => !ready);
    if (unready) return explainWorkload(unready, objects);
  }
  return null;
}

/** What the Job waits for, as a sentence; null when it is done. */
function explainJob(objects: NamespaceObjects, name: string): string | null {
  const job = objects.jobs.find((candidate) => nameOf(candidate) === name);
  if (job === undefined) return `Job/${name} is not there yet`;
  if (hasSucceeded(job, objects.pods)) return null;
  const failed = job.status?.failed ?? 0;
  const again = failed > 0 ? `${failed} of at most ${(job.spec?.backoffLimit ?? 6) + 1} attempts failed; ` : '';
  const pod = objects.pods.findLast((candidate) => candidate.status?.phase !== 'Failed' && isOfJob(candidate, job));
  const isRunning = pod?.status?.containerStatuses?.some(({ state }) => state?.running) ?? false;
  return `Job/${name}: ${again}${isRunning ? 'running' : pod ? explainPod(pod, objects) : 'no pod yet'}`;
}
