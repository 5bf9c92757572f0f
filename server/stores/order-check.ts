import { z } from 'zod';
import type { JobReport } from '#server/kubernetes/job-report.ts';
import { orderCheckJobOf } from './chart-values.ts';
import type { OperationView, OrderCheckView } from './view.ts';

/** What `order-check` leaves as its termination message (helm/README.md). Kubernetes keeps 4096 bytes of it. */
const report = z.object({
  steps: z.array(z.object({ name: z.string(), ms: z.number() })).default([]),
  failure: z.object({ step: z.string(), answer: z.string() }).optional(),
});

const STATES = { running: 'running', succeeded: 'passed', failed: 'failed' } as const satisfies Record<
  JobReport['state'],
  OrderCheckView['state']
>;

/**
 * What a person is shown of an order check. A message that is not a report, such as one that was cut off or that of a container
 * that never began, is shown as it is when the check failed.
 */
export function toOrderCheckView({ state, startedAt, finishedAt, message }: JobReport): OrderCheckView {
  const { steps, failure } = parse(message);
  return { state: STATES[state], startedAt, finishedAt, steps, failure: state === 'failed' ? (failure ?? null) : null };
}

/**
 * Whether the newest Job tells how the check ended, or at least that it runs: it is the check's own, or a later one. Of a check that
 * succeeded a Job told once; where somebody has removed that since, an earlier one is the last that can be read.
 */
export function isAnsweredBy(newest: JobReport | null, { id, status, createdAt }: OperationView): boolean {
  if (status === 'succeeded') return true;
  if (newest?.name !== orderCheckJobOf(id)) return newest !== null && newest.startedAt > createdAt;
  return newest.state !== 'running' || status !== 'failed';
}

/** A check of which no Job tells: it waits for its turn, or failed for a reason of the cluster's. */
export function toUnansweredView({ failure, createdAt, startedAt, finishedAt }: OperationView): OrderCheckView {
  return {
    state: failure ? 'failed' : 'running',
    startedAt: startedAt ?? createdAt,
    finishedAt,
    steps: [],
    failure: failure && { step: '', answer: failure.message },
  };
}

function parse(message: string | null): z.output<typeof report> {
  if (message === null) return { steps: [] };
  try {
    return report.parse(JSON.parse(message));
  } catch {
    return { steps: [], failure: { step: '', answer: message } };
  }
}
