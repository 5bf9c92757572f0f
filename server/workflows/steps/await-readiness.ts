import { kubernetes } from '#server/adapters.ts';
import { env } from '#server/env.ts';
import { readFailureLogs } from '#server/kubernetes/failure-logs.ts';
import { findingAtDeadline } from '#server/kubernetes/finding.ts';
import { READINESS_DEFAULTS } from '#server/kubernetes/obstacles.ts';
import type { Expected } from '#server/kubernetes/readiness.ts';
import { waitUntil } from '#server/kubernetes/wait.ts';
import { CREDENTIALS_SECRET } from '#server/stores/naming.ts';
import { RESERVE_MS, type StepContext } from '../attempt-step.ts';
import { notYet, type Progress } from '../progress.ts';
import { StepFailed } from '../verdict.ts';
import { givePictureBack, takePicture } from './picture.ts';

/**
 * Watches the store's namespace until it is as expected, which is null, or the slice is over. A hopeless pod fails the step at
 * once with its reason; what a registry or a crashing container may still get over has its grace. What is not over at the
 * operation's deadline is told with the last log lines there are.
 */
export async function awaitReadiness(context: StepContext, expected: Expected): Promise<Progress | null> {
  const graceMs = env().WAIT_GRACE_SECONDS * 1000;
  const k = kubernetes();
  const watch = takePicture(k, context);
  try {
    const seen = await waitUntil(k, watch, expected, {
      signal: context.waiting,
      timeoutMs: context.msLeft() - RESERVE_MS,
      onReason: ({ reason }) => context.note(reason),
      settings: {
        ...READINESS_DEFAULTS,
        imagePullGraceMs: graceMs,
        crashLoopGraceMs: graceMs,
        since: context.operationStartedAt,
        waitingSince: context.startedAt,
      },
      secretName: CREDENTIALS_SECRET,
    });
    if (seen.state === 'failed') throw new StepFailed(seen.failure);
    if (seen.state === 'ready') return null;
    return notYet(seen.reason, undefined, async () => {
      const finding = findingAtDeadline(seen);
      const { signal } = context.call;
      return { ...finding, logs: await readFailureLogs(k, watch, finding, { secretName: CREDENTIALS_SECRET, signal }) };
    });
  } finally {
    givePictureBack(context, watch);
  }
}
