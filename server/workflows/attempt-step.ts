import { setTimeout as pause } from 'node:timers/promises';
import { kubernetes } from '#server/adapters.ts';
import { isDatabaseUnavailable } from '#server/db.ts';
import { env } from '#server/env.ts';
import { describeError } from '#server/errors.ts';
import { findNamespace, type NamespaceView } from '#server/kubernetes/namespaces.ts';
import { log } from '#server/log.ts';
import { metrics } from '#server/metrics/metrics.ts';
import type { OperationKind } from '#server/stores/operation.ts';
import type { Fence, StoreAtWork } from '#server/stores/progress.ts';
import type { SpanRef } from '#server/tracing/span.ts';
import type { Lease } from './lease.ts';
import { namespaceMissing } from './namespace-missing.ts';
import type { Finding, Progress } from './progress.ts';
import { StepFailed, verdictOf } from './verdict.ts';

export type StepContext = {
  operationId: string;
  fence: Fence;
  store: StoreAtWork;
  /**
   * For writes: their guard, the end of the lease, whose work it is, and the step's span. SIGTERM does not end a write that is
   * under way.
   */
  call: { guard: () => void; signal: AbortSignal; whose: string; trace: SpanRef };
  /** For waits: ends with the lease, at SIGTERM, and when the slice is over. */
  waiting: AbortSignal;
  /** When the operation was begun by its first run. What the cluster said before belongs to an earlier one. */
  operationStartedAt: Date;
  /** When the step began, in whatever slice. */
  startedAt: Date;
  /** What is left of the slice. */
  msLeft: () => number;
  /** Shows what is waited for. */
  note: (reason: string) => void;
};

export type StepBody = (context: StepContext) => Promise<Progress>;

export type AttemptResult =
  | { is: 'done'; detail: string | null }
  /** The slice is over; go on in another one, after a pause. `failures`: how many in a row the last calls were. */
  | { is: 'again'; reason: string; pauseSeconds: number; failures: number }
  | { is: 'lost' };

/** What a watch leaves of its slice: time to write down what it waits for, and for the next slice to begin. */
export const RESERVE_MS = 100;
const BACKOFF_MS = { first: 100, most: 5_000 };
/** A pause that outlasts the slice is slept between two, where it holds no request open; a shorter one than this is let go. */
const SHORTEST_SLEEP_MS = 1_000;
/** While the platform has nothing to work with, such as no helm (F18), it looks about so often whether it has again. */
const UNABLE_PAUSE_MS = 4_000;
/** How much later than asked the next slice begins, by way of Inngest, which counts whole seconds. */
const RETURN_MS = 1_500;
/** The step that makes the namespace and grants the rights in it. */
const FIRST_STEP = 'reserve-namespace';
/** An unforeseen error that comes back so often in a row is no accident. */
const UNFORESEEN_MOST = 5;

type Attempt = {
  context: StepContext;
  lease: Lease;
  step: string;
  kind: OperationKind;
  deadline: Date | null;
  /** How many calls failed in a row before this slice. */
  failures: number;
  /** Moves the operation's deadline, for the slices that follow. */
  postpone: (ms: number) => Promise<void>;
};
type Wait = {
  reason: string;
  pauseMs: number;
  atDeadline?: () => Promise<Finding>;
  /** The platform has nothing to work with, for which no store may fail: the clock of the operation stands still meanwhile. */
  isUnable?: boolean;
};

/**
 * Calls the body until it is done, its slice is over, or it can't go on. Waits between calls grow with jitter, from slice to
 * slice, and obey Retry-After; one for what the platform lacks ends the slice and does not count against the deadline. Throws
 * StepFailed when the step failed for good or its operation's deadline has passed, and what is the database's as it is.
 */
export async function attemptStep(body: StepBody, attempt: Attempt): Promise<AttemptResult> {
  const { lease, step, deadline } = attempt;
  const begun = performance.now();
  let { failures } = attempt;
  let wait: Wait = { reason: 'Nothing has answered yet; it is asked again.', pauseMs: 0 };
  // What the body says of its wait is what is waited for, should the wait be broken off.
  const note = (reason: string) => {
    wait = { ...wait, reason };
    attempt.context.note(reason);
  };
  const context = { ...attempt.context, note };
  const interrupted = (): AttemptResult =>
    lease.isLost() ? { is: 'lost' } : { is: 'again', reason: wait.reason, pauseSeconds: 0, failures };
  for (;;) {
    try {
      const progress = await body(context);
      if (progress.done) return { is: 'done', detail: progress.detail };
      wait = progress;
      failures = 0;
    } catch (error) {
      if (lease.isLost()) return interrupted();
      if (isBrokenOff(error, context)) wait = { ...wait, pauseMs: 0 };
      else {
        wait = await waitAfter(error, failures++, attempt);
        const { operationId, store } = context;
        log.warn({ operationId, storeId: store.id, step, reason: wait.reason }, 'step.attempt-failed');
      }
    }
    if (lease.isLost()) return interrupted();
    note(wait.reason);
    const { reason, pauseMs, isUnable = false } = wait;
    if (isUnable) {
      await attempt.postpone(performance.now() - begun + pauseMs + RETURN_MS);
      return { is: 'again', reason, pauseSeconds: pauseMs / 1000, failures };
    }
    if (deadline && Date.now() >= deadline.getTime()) throw await outOfTime(attempt, wait);
    if (pauseMs >= context.msLeft())
      return { is: 'again', reason, pauseSeconds: pauseMs < SHORTEST_SLEEP_MS ? 0 : pauseMs / 1000, failures };
    await pause(pauseMs, undefined, { signal: context.waiting }).catch(() => undefined);
    if (context.waiting.aborted) return interrupted();
  }
}

/** Whether a call ended with its slice, which says nothing. What fails by itself so late, such as a helm that hung, counts (F20). */
const isBrokenOff = (error: unknown, { waiting }: StepContext) =>
  waiting.aborted && verdictOf(error).is === 'unforeseen';

/** What an error means for the next call of the body, or StepFailed when there is none. */
async function waitAfter(error: unknown, failures: number, attempt: Attempt): Promise<Wait> {
  const verdict = verdictOf(error);
  if (verdict.is !== 'final') metrics().stepRetries.inc({ step: attempt.step, reason: verdict.is });
  const backoffMs = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** (failures + 1)) * (0.5 + Math.random() / 2);
  switch (verdict.is) {
    case 'final':
      throw verdict.failure;
    case 'transient': {
      const { reason, retryAfterSeconds } = verdict;
      return { reason, pauseMs: retryAfterSeconds ? retryAfterSeconds * 1000 + backoffMs : backoffMs };
    }
    case 'forbidden': {
      if (await isPassing(attempt)) return { reason: verdict.reason, pauseMs: backoffMs };
      const { operationId, store } = attempt.context;
      log.error({ operationId, storeId: store.id, step: attempt.step, reason: verdict.reason }, 'step.right-missing');
      const pauseSeconds = env().FORBIDDEN_PAUSE_SECONDS;
      const words = `The platform lacks a right, which is no fault of the store; it tries again every ${pauseSeconds} s`;
      return { reason: `${words}. ${verdict.reason}`, pauseMs: pauseSeconds * 1000 };
    }
    case 'unable':
      return {
        reason: `The platform cannot do this just now, and goes on when it can: ${verdict.reason}`,
        pauseMs: UNABLE_PAUSE_MS * (0.5 + Math.random()),
        isUnable: true,
      };
    case 'unforeseen': {
      if (isDatabaseUnavailable(error)) throw error;
      log.error({ err: error }, 'step.unforeseen-error');
      const words = describeError(error);
      if (failures >= UNFORESEEN_MOST && attempt.kind !== 'delete') {
        throw new StepFailed({ reason: 'Internal', message: `Something unforeseen happened: ${words}` });
      }
      return { reason: `Something unforeseen happened and is tried again: ${words}`, pauseMs: backoffMs };
    }
  }
}

/**
 * Whether a refusal is only a matter of moments: the right came just now, with its namespace, or goes with one that we delete.
 * When somebody else deletes the namespace of a provisioning, its rights go first, and there is nothing left to wait for (F39).
 */
async function isPassing({ context, kind, step }: Attempt): Promise<boolean> {
  const { store, waiting } = context;
  let namespace: NamespaceView | null;
  try {
    namespace = await findNamespace(kubernetes(), store.namespace, waiting);
  } catch (error) {
    return verdictOf(error).is !== 'forbidden';
  }
  const isGoing = namespace === null || namespace.terminating;
  if (isGoing && kind === 'delete') return true;
  if (isGoing && step !== FIRST_STEP) throw new StepFailed(namespaceMissing(store.namespace, namespace));
  return namespace !== null && Date.now() - namespace.createdAt.getTime() < env().RIGHTS_GRACE_SECONDS * 1000;
}

async function outOfTime({ kind }: Attempt, { reason, atDeadline }: Wait): Promise<StepFailed> {
  const limit = env().PROVISION_TIMEOUT_SECONDS;
  const finding: Finding = (await atDeadline?.()) ?? { reason: 'Timeout', message: reason };
  const message = `The ${kind} took longer than ${limit} s. It was waiting for this: ${finding.message}`;
  return new StepFailed({ ...finding, message });
}
