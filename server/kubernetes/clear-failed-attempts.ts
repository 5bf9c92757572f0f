import type { Kubernetes } from './client.ts';
import type { CallContext } from './guard.ts';
import { listObjects } from './list.ts';
import {
  type AnyObject,
  conditionOf,
  type Deployment,
  failureOf,
  type Job,
  jobNameOf,
  nameOf,
  type Pod,
  type StatefulSet,
} from './objects.ts';
import { stuckContainerOf } from './obstacles.ts';
import { removeObject } from './remove-object.ts';
import { type Kind, pathOf } from './resources.ts';

/**
 * Prepares a namespace for another attempt. Removes Jobs that failed, Jobs whose pod is stuck, and pods that are in back-off or
 * failed; then wakes the workloads that lack pods, since their controllers, refused often enough, look again only minutes
 * later. Answers what it removed, such as `Job/init-3f9a`: Jobs among it must be installed anew.
 */
export async function clearFailedAttempts(k: Kubernetes, ctx: CallContext, namespace: string): Promise<string[]> {
  const [pods, jobs, deployments, statefulSets] = await Promise.all([
    listObjects<Pod>(k, 'Pod', namespace, ctx.signal),
    listObjects<Job>(k, 'Job', namespace, ctx.signal),
    listObjects<Deployment>(k, 'Deployment', namespace, ctx.signal),
    listObjects<StatefulSet>(k, 'StatefulSet', namespace, ctx.signal),
  ]);
  const stuck = pods.filter((pod) => stuckContainerOf(pod) !== undefined || pod.status?.phase === 'Failed');
  const jobsOfStuck = new Set(stuck.filter((pod) => pod.status?.phase !== 'Failed').map(jobNameOf));

  const removed: string[] = [];
  for (const job of jobs) {
    const isStuck = jobsOfStuck.has(nameOf(job)) && !conditionOf(job, 'Complete');
    if (!failureOf(job) && !isStuck) continue;
    await removeObject(k, ctx, 'Job', namespace, job);
    removed.push(`Job/${nameOf(job)}`);
  }
  // Pods of Jobs go with their Jobs; a Job that still tries counts its own.
  for (const pod of stuck.filter((pod) => jobNameOf(pod) === null)) {
    await removeObject(k, ctx, 'Pod', namespace, pod);
    removed.push(`Pod/${nameOf(pod)}`);
  }
  for (const deployment of deployments.filter(lacksPods)) await wake(k, ctx, 'Deployment', namespace, deployment);
  for (const statefulSet of statefulSets.filter(lacksPods)) await wake(k, ctx, 'StatefulSet', namespace, statefulSet);
  return removed;
}

function lacksPods({ spec, status }: Deployment | StatefulSet): boolean {
  return (status?.replicas ?? 0) < (spec?.replicas ?? 1);
}

/** A change of the object makes its controller look at once; the Deployment's hands the annotation on to its ReplicaSet. */
async function wake(k: Kubernetes, ctx: CallContext, kind: Kind, namespace: string, object: AnyObject): Promise<void> {
  const name = nameOf(object);
  await k.write(ctx, {
    method: 'PATCH',
    path: pathOf(kind, namespace, name),
    contentType: 'application/merge-patch+json',
    body: { metadata: { annotations: { 'storewright.dev/retried-at': new Date().toISOString() } } },
    object: `${kind}/${name}`,
  });
}
