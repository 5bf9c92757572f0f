import { randomBytes } from 'node:crypto';
import { metrics } from '#server/metrics/metrics.ts';
import type { SpanRef } from '#server/tracing/span.ts';
import { record } from '#server/tracing/tracing.ts';
import { HelmError } from './errors.ts';

/**
 * Counts the end of a helm process that has just been started, and how long it took, and shows it in its trace; answers as it does.
 * Of `args` a span has the command and the release.
 */
export async function measured(args: readonly string[], process: Promise<string>, trace?: SpanRef): Promise<string> {
  const command = args[0] ?? 'helm';
  const start = new Date();
  const stopTimer = metrics().helmDuration.startTimer({ command });
  const end = (exit: string) => {
    const isGood = exit === '0';
    stopTimer({ outcome: isGood ? 'succeeded' : 'failed' });
    metrics().helmExits.inc({ command, exit });
    if (trace) showIn(trace, { name: `helm ${command}`, args, exit, start, ...(isGood ? {} : { failure: exit }) });
  };
  try {
    const output = await process;
    end('0');
    return output;
  } catch (error) {
    end(exitOf(error));
    throw error;
  }
}

type Ended = { name: string; args: readonly string[]; exit: string; start: Date; failure?: string };

function showIn({ traceId, spanId: parentId }: SpanRef, { args, exit, ...span }: Ended): void {
  const after = (word: string) => (args.includes(word) ? args[args.indexOf(word) + 1] : undefined);
  const attributes = { 'helm.release': after('--'), 'k8s.namespace.name': after('--namespace'), 'helm.exit': exit };
  const spanId = randomBytes(8).toString('hex');
  record([{ ...span, traceId, spanId, parentId, kind: 'work', end: new Date(), attributes }]);
}

/** How it ended where it did not end by itself, else what it ended with. */
function exitOf(error: unknown): string {
  if (!(error instanceof HelmError)) return 'other';
  if (['killed', 'timeout', 'cancelled', 'missing'].includes(error.kind)) return error.kind;
  return error.exitCode === 1 ? '1' : 'other';
}
