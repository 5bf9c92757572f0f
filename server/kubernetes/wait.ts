import type { Kubernetes } from './client.ts';
import { isTransient } from './errors.ts';
import { readFailureLogs } from './failure-logs.ts';
import type { Assessment, Waiting } from './finding.ts';
import type { ReadinessSettings } from './obstacles.ts';
import { assess, type Expected } from './readiness.ts';
import type { NamespaceWatch } from './watch.ts';

type WaitOptions = {
  /** Ends the wait at once; its reason is thrown. */
  signal: AbortSignal;
  /** The length of this slice in milliseconds. */
  timeoutMs: number;
  /** Called whenever the sentence changes. */
  onReason: (waiting: Waiting) => void | Promise<void>;
  settings: ReadinessSettings;
  /** The Secret whose values must not appear in log lines. Without it no log is shown. */
  secretName: string;
};

/** Graces run out without any change in the cluster, so look again so often (milliseconds). It asks nobody anything. */
const LOOK_AGAIN_MS = 500;

/**
 * Waits until the namespace is as expected, cannot become so, or the slice is over, whichever is first; a slice that ends
 * waiting says for what. Outages of the cluster are waited through.
 * @throws KubernetesError `forbidden`, `unauthorized` when the account may not look.
 */
export async function waitUntil(
  k: Kubernetes,
  watch: NamespaceWatch,
  expected: Expected,
  options: WaitOptions,
): Promise<Assessment> {
  const { signal, onReason, settings } = options;
  const end = performance.now() + options.timeoutMs;
  let told: string | null = null;
  for (;;) {
    const seen = look(watch, expected, settings);
    if (seen.state === 'failed')
      return {
        state: 'failed',
        failure: { ...seen.failure, logs: await readFailureLogs(k, watch, seen.failure, options) },
      };
    if (seen.state === 'ready') return seen;
    if (seen.reason !== told) await onReason(seen);
    told = seen.reason;
    const left = end - performance.now();
    if (left <= 0) return seen;
    await watch.changed(signal, Math.min(left, LOOK_AGAIN_MS));
  }
}

function look(watch: NamespaceWatch, expected: Expected, settings: ReadinessSettings): Assessment {
  const trouble = watch.trouble();
  if (trouble !== null && !isTransient(trouble)) throw trouble;
  // An old picture can neither make a store ready nor fail it.
  if (trouble !== null)
    return { state: 'waiting', reason: `The cluster does not answer: ${trouble.message}`, events: [] };
  const shown = watch.shows();
  const seen = shown === 'nothing' ? null : assess(watch.objects(), expected, new Date(), settings);
  // Of half a picture the consequences could be told as the cause, such as a pod without a node whose claim is what is wrong.
  if (seen && (seen.state === 'ready' || shown === 'all')) return seen;
  return { state: 'waiting', reason: 'Reading what is in the namespace', events: [] };
}
