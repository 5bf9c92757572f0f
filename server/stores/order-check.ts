import { z } from 'zod';
import type { JobReport } from '#server/kubernetes/job-report.ts';
import type { OrderCheckView } from './view.ts';

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

function parse(message: string | null): z.output<typeof report> {
  if (message === null) return { steps: [] };
  try {
    return report.parse(JSON.parse(message));
  } catch {
    return { steps: [], failure: { step: '', answer: message } };
  }
}
