import type { Kubernetes } from './client.ts';
import { listObjects } from './list.ts';
import type { ClusterEvent } from './objects.ts';
import { redact } from './redact.ts';

/** More would bury the one that matters. */
const SHOWN = 5;

/** When an event last happened, in milliseconds; the API has three generations of that field. */
export function lastTimeOf(event: ClusterEvent): number {
  const time =
    event.lastTimestamp ?? event.series?.lastObservedTime ?? event.eventTime ?? event.metadata.creationTimestamp;
  return Date.parse(time ?? '') || 0;
}

export function firstTimeOf(event: ClusterEvent): number {
  return Date.parse(event.firstTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '') || 0;
}

/** Whether the event speaks of now: events outlive the attempt that they belong to by an hour. They are stamped in whole seconds. */
export function isSince(event: ClusterEvent, since: Date): boolean {
  return lastTimeOf(event) >= Math.floor(since.getTime() / 1000) * 1000;
}

export function eventsAbout(events: ClusterEvent[], uid: string | undefined): ClusterEvent[] {
  return events.filter((event) => event.involvedObject.uid === uid);
}

export function lastOf(events: ClusterEvent[]): ClusterEvent | undefined {
  return events.toSorted((a, b) => lastTimeOf(b) - lastTimeOf(a))[0];
}

/**
 * The last warnings, newest first, a line each: "Pod/web-0: FailedScheduling: 0/1 nodes are available". What a probe printed may
 * be among them, so they are redacted.
 */
export function lastWarnings(events: ClusterEvent[], since: Date): string[] {
  return events
    .filter((event) => event.type === 'Warning' && isSince(event, since))
    .toSorted((a, b) => lastTimeOf(b) - lastTimeOf(a))
    .slice(0, SHOWN)
    .map(
      ({ involvedObject, reason, message }) =>
        `${involvedObject.kind}/${involvedObject.name}: ${reason ?? ''}: ${redact(message ?? '', [])}`,
    );
}

/** What the cluster says happened to an object. */
export type EventView = {
  /** Such as `Pod/web-0`. */
  object: string;
  isWarning: boolean;
  reason: string;
  /** Redacted as far as no secret of the store has to be known. */
  message: string;
  count: number;
  lastAt: Date;
};

/** More than a screenful of a namespace's events says nothing more. */
const LISTED = 100;

/** The events of a namespace that the cluster still keeps, an hour as a rule, newest first; at most 100. */
export async function listEvents(k: Kubernetes, namespace: string, signal: AbortSignal): Promise<EventView[]> {
  const events = await listObjects<ClusterEvent>(k, 'Event', namespace, signal);
  return events
    .toSorted((a, b) => lastTimeOf(b) - lastTimeOf(a))
    .slice(0, LISTED)
    .map((event) => ({
      object: `${event.involvedObject.kind}/${event.involvedObject.name}`,
      isWarning: event.type === 'Warning',
      reason: event.reason ?? '',
      message: redact(event.message ?? '', []),
      count: event.count ?? event.series?.count ?? 1,
      lastAt: new Date(lastTimeOf(event)),
    }));
}
