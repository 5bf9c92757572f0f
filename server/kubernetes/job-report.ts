import type { Kubernetes } from './client.ts';
import { listObjects } from './list.ts';
import { componentOf, conditionOf, failureOf, hasSucceeded, type Job, jobNameOf, nameOf, type Pod } from './objects.ts';

/** How far a Job has come, and what it left to be read. */
export type JobReport = {
  name: string;
  state: 'running' | 'succeeded' | 'failed';
  startedAt: Date;
  /** Null while it runs. */
  finishedAt: Date | null;
  /** The termination message of its last pod that ended; null when there is none. As it is: redact it before anybody sees it. */
  message: string | null;
};

/** The newest Job of a component in a namespace, or null. */
export async function findNewestJob(
  k: Kubernetes,
  namespace: string,
  component: string,
  signal: AbortSignal,
): Promise<JobReport | null> {
  const [jobs, pods] = await Promise.all([
    listObjects<Job>(k, 'Job', namespace, signal),
    listObjects<Pod>(k, 'Pod', namespace, signal),
  ]);
  const newest = jobs.filter((job) => componentOf(job) === component).toSorted(byAge)[0];
  return newest ? toReport(newest, pods) : null;
}

/** Newest first; what began in the same second goes by its revision, which only grows. */
function byAge(a: Job, b: Job): number {
  return createdAt(b) - createdAt(a) || Number(b.metadata?.resourceVersion) - Number(a.metadata?.resourceVersion);
}

function createdAt({ metadata }: Job | Pod): number {
  return new Date(metadata?.creationTimestamp ?? 0).getTime();
}

function toReport(job: Job, pods: Pod[]): JobReport {
  const failure = failureOf(job);
  const success = hasSucceeded(job, pods);
  const own = pods.filter((pod) => jobNameOf(pod) === nameOf(job)).toSorted((a, b) => createdAt(a) - createdAt(b));
  return {
    name: nameOf(job),
    state: success ? 'succeeded' : failure ? 'failed' : 'running',
    startedAt: new Date(job.status?.startTime ?? job.metadata?.creationTimestamp ?? 0),
    finishedAt: success || failure ? endOf(job, own) : null,
    message: own.map(messageOf).findLast((message) => message !== null) ?? null,
  };
}

/** Of a Job that has ended. Its last pod says so a moment before its controller does. */
function endOf(job: Job, own: Pod[]): Date {
  const condition = conditionOf(job, 'Complete') ?? failureOf(job);
  const terminated = own
    .at(-1)
    ?.status?.containerStatuses?.map(({ state }) => state?.terminated?.finishedAt)
    .find(Boolean);
  const said = condition?.lastTransitionTime ?? terminated;
  return said ? new Date(said) : new Date();
}

function messageOf({ status }: Pod): string | null {
  return status?.containerStatuses?.map(({ state }) => state?.terminated?.message).find(Boolean) ?? null;
}
