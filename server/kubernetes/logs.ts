import type { Kubernetes } from './client.ts';
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
  const lines = Math.trunc(Math.min(Math.max(request.tailLines, 1), MAX_LINES)) || 1;
  return k.readText({
    path: `${pathOf('Pod', request.namespace, request.pod)}/log`,
    query: {
      tailLines: lines,
      limitBytes: MAX_BYTES,
      ...(request.container === undefined ? {} : { container: request.container }),
      ...(request.previous ? { previous: true } : {}),
    },
    accept: '*/*',
    object: `the log of Pod/${request.pod}`,
    signal: request.signal,
  });
}
