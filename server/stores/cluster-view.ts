import { kubernetes } from '#server/adapters.ts';
import { isKubernetesError } from '#server/kubernetes/errors.ts';
import { type EventView, listEvents } from '#server/kubernetes/events.ts';
import { findNewestJob, type JobReport } from '#server/kubernetes/job-report.ts';
import { readLogs } from '#server/kubernetes/logs.ts';
import { listPods, type PodView } from '#server/kubernetes/pods.ts';
import { findQuotaUse, type QuotaUse } from '#server/kubernetes/quota-use.ts';
import { redact } from '#server/kubernetes/redact.ts';
import { readSecret } from '#server/kubernetes/secret.ts';
import type { Actor } from './actor.ts';
import { QUOTA_NAME } from './isolation.ts';
import { CREDENTIALS_SECRET, ORDER_CHECK } from './naming.ts';
import { LIVE_OPERATION_STATUSES, type OperationStatus } from './operation.ts';
import { isAnsweredBy, toOrderCheckView, toUnansweredView } from './order-check.ts';
import { findLastCheck, getStore } from './repository.ts';
import type { OrderCheckView, StoreView } from './view.ts';

/** The pods of the store as the cluster has them now; none before its namespace is reserved. */
export async function listStorePods(actor: Actor, id: string, signal: AbortSignal): Promise<PodView[]> {
  const store = await getStore(actor.user.id, id);
  return (await whereReserved(store, listPods(kubernetes(), store.namespace, signal))) ?? [];
}

/** What the cluster says happened in the store's namespace of late, newest first. */
export async function listStoreEvents(actor: Actor, id: string, signal: AbortSignal): Promise<EventView[]> {
  const store = await getStore(actor.user.id, id);
  const events = await whereReserved(store, listEvents(kubernetes(), store.namespace, signal));
  if (!events || events.length === 0) return [];
  const secrets = (await findSecrets(store.namespace, signal)) ?? [];
  return events.map((event) => ({ ...event, message: redact(event.message, secrets) }));
}

/** How much of the store's quota is used; null before it is there. */
export async function findStoreUse(actor: Actor, id: string, signal: AbortSignal): Promise<QuotaUse[] | null> {
  const store = await getStore(actor.user.id, id);
  return whereReserved(store, findQuotaUse(kubernetes(), store.namespace, QUOTA_NAME, signal));
}

export type LogWish = { id: string; pod: string; container?: string; lines: number; previous: boolean };

/**
 * The end of a container's log without any value of the store's Secret, nor anything that looks like one. Null when there is none: the
 * container has not started, or there is no such pod in the store's namespace. Without the Secret nothing is shown, since what the
 * log gives away could not be known.
 */
export async function findStoreLogs(
  actor: Actor,
  { id, ...wish }: LogWish,
  signal: AbortSignal,
): Promise<string | null> {
  const store = await getStore(actor.user.id, id);
  const { namespace } = store;
  const { pod, container, lines: tailLines, previous } = wish;
  try {
    const reading = readLogs(kubernetes(), { namespace, pod, container, tailLines, previous, signal });
    const text = await whereReserved(store, reading);
    const secrets = text === null ? null : await findSecrets(namespace, signal);
    return text === null || secrets === null ? null : redact(text, secrets);
  } catch (error) {
    if (isKubernetesError(error, 'not-found') || isKubernetesError(error, 'invalid')) return null;
    throw error;
  }
}

/** The last test order of the store, by whomever it was asked for; null before the first. Changes no status. */
export async function findOrderCheck(actor: Actor, id: string, signal: AbortSignal): Promise<OrderCheckView | null> {
  const store = await getStore(actor.user.id, id);
  const newest = await whereReserved(store, findNewestJob(kubernetes(), store.namespace, ORDER_CHECK, signal));
  const asked = await findLastCheck(id);
  if (asked && !isAnsweredBy(newest, asked)) return toUnansweredView(asked);
  return newest && toOrderCheckView(await redacted(newest, store.namespace, signal));
}

/** What a shop answered is not ours to trust: no value of the store's Secret is shown with it. */
async function redacted(job: JobReport, namespace: string, signal: AbortSignal): Promise<JobReport> {
  if (job.message === null) return job;
  const secrets = await findSecrets(namespace, signal);
  return { ...job, message: secrets && redact(job.message, secrets) };
}

/** Every value that nobody may see in what a store's parts have written; null while there is no such Secret. */
export async function findSecrets(namespace: string, signal: AbortSignal): Promise<string[] | null> {
  const secret = await readSecret(kubernetes(), namespace, CREDENTIALS_SECRET, signal);
  return secret && Object.values(secret);
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
