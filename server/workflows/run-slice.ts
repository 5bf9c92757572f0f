import { RetryAfterError } from 'inngest';
import { env } from '#server/env.ts';
import { stopping } from '#server/lifecycle.ts';
import { log } from '#server/log.ts';
import { metrics } from '#server/metrics/metrics.ts';
import {
  acquireStep,
  type AcquiredStep,
  completeOperation,
  failOperation,
  type Fence,
  findHolder,
  finishStep,
  noteWait,
  postponeDeadline,
  releaseLease,
} from '#server/stores/progress.ts';
import { spanRef } from '#server/tracing/span.ts';
import { type AttemptResult, attemptStep, type StepBody, type StepContext } from './attempt-step.ts';
import { crashPoint } from './crash-point.ts';
import { isDead, ownHolder } from './holder.ts';
import { keepLease, type Lease } from './lease.ts';
import { StepFailed } from './verdict.ts';

export type SliceRequest = {
  operationId: string;
  runId: string;
  step: string;
  body: StepBody;
  /** Whether the operation is complete when this step is done. */
  isLast: boolean;
  /** How many calls of the step failed in a row before this slice: its backoff goes on from there. */
  failures: number;
};

/** `ended`: this run has nothing more to do; the operation is final, or in other hands. */
export type SliceResult = { is: 'done' } | { is: 'again'; pauseSeconds: number; failures: number } | { is: 'ended' };

const ENDED: SliceResult = { is: 'ended' };

/**
 * One slice of one step: takes the lease, lets the body work for at most SLICE_SECONDS, writes down what came of it, gives the
 * lease back. Safe to repeat at any point.
 */
export async function runSlice(request: SliceRequest): Promise<SliceResult> {
  const { operationId, step } = request;
  if (stopping().aborted) throw new RetryAfterError('This process is shutting down; another one goes on.', '1s');
  crashPoint(step, 'before');
  const asked = performance.now();
  const holder = ownHolder();
  const acquired = await acquire(request, holder);
  if (!acquired) return ENDED;
  const fence: Fence = { operationId, attempt: acquired.attempt, holder };
  if (acquired.stepStatus === 'succeeded') {
    await releaseLease(fence, env().LEASE_SECONDS);
    return { is: 'done' };
  }
  const lease = keepLease(acquired.store.id, fence, asked);
  try {
    const result = await work(request, acquired, fence, lease);
    crashPoint(step, 'after');
    return result;
  } finally {
    lease.stop();
  }
}

async function acquire({ operationId, runId, step }: SliceRequest, holder: string): Promise<AcquiredStep | null> {
  const { LEASE_SECONDS, HELM_TIMEOUT_SECONDS, PROVISION_TIMEOUT_SECONDS } = env();
  const request = {
    operationId,
    step,
    runId,
    holder,
    leaseSeconds: LEASE_SECONDS,
    boundSeconds: HELM_TIMEOUT_SECONDS,
    timeoutSeconds: PROVISION_TIMEOUT_SECONDS,
  };
  const acquired = await acquireStep({ ...request, deadHolder: null });
  if (acquired) return acquired;
  const other = await findHolder(operationId);
  return other && isDead(other) ? acquireStep({ ...request, deadHolder: other }) : null;
}

async function work(request: SliceRequest, acquired: AcquiredStep, fence: Fence, lease: Lease): Promise<SliceResult> {
  const { step, body, isLast, failures } = request;
  const ids = { operationId: fence.operationId, storeId: acquired.store.id, step, attempt: fence.attempt };
  const started = performance.now();
  let result: AttemptResult;
  try {
    const { kind, store } = acquired;
    const context = openContext(request, acquired, fence, lease);
    // A provisioning's deadline is for becoming READY, not for what comes after.
    const deadline = kind === 'provision' && store.status === 'ready' ? null : acquired.deadline;
    const postpone = (ms: number) => postponeDeadline(fence, ms / 1000);
    result = await attemptStep(body, { context, lease, step, kind, deadline, failures, postpone });
  } catch (error) {
    if (error instanceof StepFailed) return fail(error, { ids, fence, lease, since: acquired.stepStartedAt });
    await releaseLease(fence, env().LEASE_SECONDS);
    throw error;
  }
  const ms = Math.round(performance.now() - started);
  switch (result.is) {
    case 'done': {
      crashPoint(step, 'mid');
      const finished = isLast
        ? await completeOperation(fence, step, result.detail)
        : await finishStep(fence, step, result.detail, env().LEASE_SECONDS);
      if (!finished) return lost(ids, fence);
      countStep(step, 'succeeded', acquired.stepStartedAt);
      log.info({ ...ids, ms, detail: result.detail }, 'step.succeeded');
      return { is: 'done' };
    }
    case 'again':
      await noteWait(fence, step, result.reason);
      // The pause is the run's: nobody is to take the work over for it.
      await releaseLease(fence, env().LEASE_SECONDS + result.pauseSeconds);
      return { is: 'again', pauseSeconds: result.pauseSeconds, failures: result.failures };
    case 'lost':
      return lost(ids, fence);
  }
}

function openContext(
  { operationId, step }: SliceRequest,
  { store, startedAt, stepStartedAt }: AcquiredStep,
  fence: Fence,
  lease: Lease,
): StepContext {
  const sliceEnd = performance.now() + env().SLICE_SECONDS * 1000;
  const msLeft = () => Math.max(0, sliceEnd - performance.now());
  let noted: string | null = null;
  return {
    operationId,
    fence,
    store,
    operationStartedAt: startedAt,
    startedAt: stepStartedAt,
    call: {
      guard: guardWithCrashPoint(step, lease.guard),
      signal: lease.lost,
      whose: store.ownerEmail,
      trace: spanRef(operationId, step),
    },
    waiting: AbortSignal.any([lease.lost, stopping(), AbortSignal.timeout(Math.ceil(msLeft()))]),
    msLeft,
    note: (reason) => {
      if (reason === noted) return;
      noted = reason;
      noteWait(fence, step, reason).catch((error: unknown) =>
        log.warn({ operationId, step, err: error }, 'step.note-failed'),
      );
    },
  };
}

/** `mid` is after the first write of a step: when a second one is about to start, or else before the step's row is finished. */
function guardWithCrashPoint(step: string, guard: () => void): () => void {
  let writes = 0;
  return () => {
    if (writes++ > 0) crashPoint(step, 'mid');
    guard();
  };
}

type Ids = { operationId: string; storeId: string; step: string; attempt: number };

/** No verdict: whoever has the operation now decides. Only what a deletion waits for is said: that nothing of ours runs on. */
async function lost(ids: Ids, fence: Fence): Promise<SliceResult> {
  metrics().fencedWrites.inc();
  log.info(ids, 'step.lease-lost');
  await releaseLease(fence, env().LEASE_SECONDS);
  return ENDED;
}

/** The whole of a step, over all its slices: its row's clock is the database's, which may be a moment ahead. */
function countStep(step: string, outcome: 'succeeded' | 'failed', since: Date): void {
  metrics().stepDuration.observe({ step, outcome }, Math.max(0, Date.now() - since.getTime()) / 1000);
}

type Failing = { ids: Ids; fence: Fence; lease: Lease; since: Date };

async function fail(error: StepFailed, { ids, fence, lease, since }: Failing): Promise<SliceResult> {
  if (lease.isLost()) return lost(ids, fence);
  const { reason, object, message } = error.finding;
  if (await failOperation(fence, { ...error.finding, step: ids.step })) {
    countStep(ids.step, 'failed', since);
    log.warn({ ...ids, reason, object, message }, 'operation.failed');
  }
  return ENDED;
}
