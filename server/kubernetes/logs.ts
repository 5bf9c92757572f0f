import type { Kubernetes, Query, ReadCall } from './client.ts';
import { pathOf } from './resources.ts';

/** More is never read of a log, whatever is asked for. */
const MAX_LINES = 1000;
const MAX_BYTES = 256 * 1024;

export type LogRequest = {
  namespace: string;
  pod: string;
  container?: string;
  /** How many lines from the end; held between 1 and 1000. */
  tailLines: number;
  /** The log of the run before the last restart. */
  previous?: boolean;
  signal: AbortSignal;
};

/** The end of a container's log, at most 256 KiB, as it is: redact it before anybody sees it. */
export async function readLogs(k: Kubernetes, request: LogRequest): Promise<string> {
  return k.readText(callFor(request, { limitBytes: MAX_BYTES, ...(request.previous ? { previous: true } : {}) }));
}

/**
 * The end of a container's log and whatever it writes from then on, in whole lines as they come and as they are: redact them. Begins
 * with nothing once the log is open; ends with the container, or when the connection is cut. Of a line longer than 256 KiB only the end
 * is kept.
 */
export async function* followLogs(k: Kubernetes, request: Omit<LogRequest, 'previous'>): AsyncGenerator<string> {
  const stream = await k.open(callFor(request, { follow: true }));
  yield '';
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of untilCut(stream)) {
    rest += decoder.decode(bytes, { stream: true });
    const end = rest.lastIndexOf('\n') + 1;
    if (end > 0) yield rest.slice(0, end);
    rest = rest.slice(end).slice(-MAX_BYTES);
  }
  if (rest !== '') yield `${rest}\n`;
}

/** A connection breaks off as any does that stays open for hours: who follows asks again. */
async function* untilCut(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }) as const);
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function callFor({ namespace, pod, container, tailLines, signal }: LogRequest, more: Query): ReadCall {
  const lines = Math.trunc(Math.min(Math.max(tailLines, 1), MAX_LINES)) || 1;
  return {
    path: `${pathOf('Pod', namespace, pod)}/log`,
    query: { tailLines: lines, ...(container === undefined ? {} : { container }), ...more },
    accept: '*/*',
    object: `the log of Pod/${pod}`,
    signal,
  };
}
