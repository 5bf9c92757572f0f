import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseUnavailable } from '#server/db.ts';
import { env } from '#server/env.ts';
import { describeError } from '#server/errors.ts';
import { log } from '#server/log.ts';
import type { OperationKind } from '#server/stores/operation.ts';
import type { Fence, StoreAtWork } from '#server/stores/progress.ts';
import type { Lease } from './lease.ts';
import type { Progress } from './progress.ts';
import { StepFailed, verdictOf } from './verdict.ts';

export type StepContext = {
  operationId: string;
  fence: Fence;
  store: StoreAtWork;
  /** For writes: their guard, and the end of the lease. SIGTERM does not end a write that is under way. */
  call: { guard: () => void; signal: AbortSignal };
  /** For waits: ends with the lease, at SIGTERM, and when the slice is over. */
  waiting: AbortSignal;
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
  /** The slice is over; go on in another one, after a pause. */
  | { is: 'again'; reason: string; pauseSeconds: number }
  | { is: 'lost' };

/** A right that is missing may be on its way for so long after it was granted (DESIGN §5); then it is a fault of the platform. */
const RIGHTS_ARRIVE_MS = 15_000;
/** F16: at most one try a minute while our rights are gone. */
const FORBIDDEN_PAUSE_SECONDS = 60;
const BACKOFF_MS = { first: 100, most: 5_000 };
/** An unforeseen error that comes back so often in one slice is no accident. */
const UNFORESEEN_MOST = 5;

type Attempt = { context: StepContext; lease: Lease; step: string; kind: OperationKind; deadline: Date | null };

/**
 * Calls the body until it is done, its slice is over, or it can't go on. Waits between calls grow with jitter, and obey
 * Retry-After. Throws StepFailed when the step failed for good or its operation's deadline has passed, and what is the
 * database's as it is.
 */
export async function attemptStep(body: StepBody, attempt: Attempt): Promise<AttemptResult> {
  const { context, lease, step, deadline } = attempt;
  let failures = 0;
  let reason = 'It has only just begun.';
  for (;;) {
    let pauseMs: number;
    try {
      const progress = await body(context);
      if (progress.done) return { is: 'done', detail: progress.detail };
      ({ reason, pauseMs } = progress);
    } catch (error) {
      if (lease.isLost()) return { is: 'lost' };
      if (context.waiting.aborted && !(error instanceof StepFailed)) return { is: 'again', reason, pauseSeconds: 0 };
      const next = afterError(error, failures++, attempt);
      ({ reason, pauseMs } = next);
      log.warn({ operationId: context.operationId, storeId: context.store.id, step, reason }, 'step.attempt-failed');
    }
    if (lease.isLost()) return { is: 'lost' };
    context.note(reason);
    if (deadline && Date.now() >= deadline.getTime()) throw outOfTime(attempt, reason);
    if (pauseMs >= context.msLeft()) return { is: 'again', reason, pauseSeconds: pauseMs > 5_000 ? pauseMs / 1000 : 0 };
    await pause(pauseMs, undefined, { signal: context.waiting }).catch(() => undefined);
    if (context.waiting.aborted) return lease.isLost() ? { is: 'lost' } : { is: 'again', reason, pauseSeconds: 0 };
  }
}

function afterError(error: unknown, failures: number, { kind, context }: Attempt): { reason: string; pauseMs: number } {
  const verdict = verdictOf(error);
  const backoffMs = Math.random() * Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** (failures + 1));
  switch (verdict.is) {
    case 'final':
      throw verdict.failure;
    case 'transient':
      return {
        reason: verdict.reason,
        pauseMs: verdict.retryAfterSeconds ? verdict.retryAfterSeconds * 1000 : backoffMs,
      };
    case 'forbidden': {
      const mayArrive = Date.now() - context.startedAt.getTime() < RIGHTS_ARRIVE_MS;
      return { reason: verdict.reason, pauseMs: mayArrive ? backoffMs : FORBIDDEN_PAUSE_SECONDS * 1000 };
    }
    case 'unforeseen': {
      if (isDatabaseUnavailable(error)) throw error;
      log.error({ err: error }, 'step.unforeseen-error');
      if (failures >= UNFORESEEN_MOST && kind === 'provision') {
        throw new StepFailed({ reason: 'Internal', message: `Something unforeseen happened: ${describeError(error)}` });
      }
      return {
        reason: `Something unforeseen happened and is tried again: ${describeError(error)}`,
        pauseMs: backoffMs,
      };
    }
  }
}

function outOfTime({ kind }: Attempt, reason: string): StepFailed {
  const limit = env().PROVISION_TIMEOUT_SECONDS;
  return new StepFailed({
    reason: 'Timeout',
    message: `The ${kind} took longer than ${limit} s. It was waiting for this: ${reason}`,
  });
}
