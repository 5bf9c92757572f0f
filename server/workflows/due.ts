import type { OutboxRow } from '#server/stores/outbox.ts';

/** What the dispatcher knows of a live operation; times in milliseconds of the database's clock. */
export type LiveOperation = Omit<OutboxRow, 'id' | 'kind' | 'ownerId'>;

export type DueSettings = {
  /** When this process began to look. */
  since: number;
  /** A queued operation that nobody has begun for so long after its event was acknowledged is sent anew. */
  staleMs: number;
  /** So long a new event gets for its run to begin, before another one is sent for an operation whose lease is over. */
  takeoverMs: number;
  /** The bound of the longest write: a lease that was held when it ran out counts for so much longer. */
  boundMs: number;
};

/** By then a process that has begun is called: its probes have passed and the Service knows it. */
const REACHABLE_MS = 2_000;

/**
 * Each further dispatch waits twice as long, up to so many doublings: a queue that is merely long is not flooded. Work under
 * way is taken up within the bound of its faults (F04: 35 s), however often it was interrupted before.
 */
const DOUBLINGS_MOST = { queued: 5, running: 1 } as const;

/**
 * Whether an event must be sent for the operation now: `repeat` the one that was not acknowledged, under the same id, or the
 * `next` one, because what was acknowledged came to nothing (DESIGN §5).
 */
export function dueDispatch(
  operation: LiveOperation,
  now: number,
  settings: DueSettings,
  isDead: (holder: string) => boolean,
): 'repeat' | 'next' | null {
  const { status, dispatch, sentAt, sendAfter, leaseUntil, holder } = operation;
  if (now < sendAfter) return null;
  if (sentAt === null) return 'repeat';
  const patience = 2 ** Math.min(dispatch - 1, DOUBLINGS_MOST[status === 'queued' ? 'queued' : 'running']);
  if (status === 'queued')
    return wasCalledInVain(operation, now, settings) || now >= sentAt + settings.staleMs * patience ? 'next' : null;
  if (now < sentAt + settings.takeoverMs * patience) return null;
  if (holder !== null && isDead(holder)) return 'next';
  const over = (leaseUntil ?? 0) + (holder === null ? 0 : settings.boundMs);
  return now >= over ? 'next' : null;
}

/**
 * What Inngest asked of the app while there was none, it asks again only after 15 to 45 s. So what was sent before this process began is
 * sent once more, as soon as it can be called; once in its life, since there may have been others all along.
 */
function wasCalledInVain({ dispatch, sentAt }: LiveOperation, now: number, { since }: DueSettings): boolean {
  return dispatch === 1 && sentAt !== null && sentAt < since && now >= since + REACHABLE_MS;
}
