import { kubernetes } from '#server/adapters.ts';
import { isKubernetesError } from '#server/kubernetes/errors.ts';
import { findNewestJob, type JobReport } from '#server/kubernetes/job-report.ts';
import { listPods, type PodView } from '#server/kubernetes/pods.ts';
import { redact } from '#server/kubernetes/redact.ts';
import { readSecret } from '#server/kubernetes/secret.ts';
import type { Actor } from './actor.ts';
import { CREDENTIALS_SECRET } from './naming.ts';
import { LIVE_OPERATION_STATUSES, type OperationStatus } from './operation.ts';
import { toOrderCheckView } from './order-check.ts';
import { getStore } from './repository.ts';
import type { OrderCheckView, StoreView } from './view.ts';

/** The pods of the store as the cluster has them now; none before its namespace is reserved. */
export async function listStorePods(actor: Actor, id: string, signal: AbortSignal): Promise<PodView[]> {
  const store = await getStore(actor.user.id, id);
  return (await whereReserved(store, listPods(kubernetes(), store.namespace, signal))) ?? [];
}

/** The last test order of the store, by whomever it was asked for; null before the first. Changes no status. */
export async function findOrderCheck(actor: Actor, id: string, signal: AbortSignal): Promise<OrderCheckView | null> {
  const store = await getStore(actor.user.id, id);
  const newest = await whereReserved(store, findNewestJob(kubernetes(), store.namespace, 'order-check', signal));
  return newest && toOrderCheckView(await redacted(newest, store.namespace, signal));
}

/** What a shop answered is not ours to trust: no value of the store's Secret is shown with it. */
async function redacted(job: JobReport, namespace: string, signal: AbortSignal): Promise<JobReport> {
  if (job.message === null) return job;
  const secret = await readSecret(kubernetes(), namespace, CREDENTIALS_SECRET, signal);
  return { ...job, message: secret && redact(job.message, Object.values(secret)) };
}

/**
 * What was read in the store's namespace; null while that is not there yet or not any more. The platform has rights only
 * inside such a namespace, so the cluster then says 403 and not 404.
 */
export async function whereReserved<T>({ operation }: StoreView, reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    const isUnderWay = (LIVE_OPERATION_STATUSES as readonly OperationStatus[]).includes(operation.status);
    if (isUnderWay && isKubernetesError(error, 'forbidden')) return null;
    throw error;
  }
}
