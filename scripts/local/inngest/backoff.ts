const second = 1000;
const minute = 60 * second;

/** The official server's table (its pkg/backoff): the wait before attempt 1, 2, 3, … */
const officialTable = [15 * second, 30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 20 * minute, 40 * minute];
const officialLongest = 2 * 60 * minute;
/** The official server adds up to this much at random, so that many failures do not come back together. */
const officialJitter = 30 * second;

/**
 * How long to wait, in milliseconds, after the attempt of this number (0 is the first) failed.
 * With `retryMs` the wait is always that (the official `--retry-interval`), else the official table with its jitter.
 */
export function backoff(attempt: number, retryMs: number | null): number {
  if (retryMs !== null) {
    return retryMs;
  }
  return (officialTable[attempt] ?? officialLongest) + Math.random() * officialJitter;
}

/** The moment that a `retry-after` header names: seconds from now, or a date. Null when there is none to be read. */
export function findRetryAfter(header: string | undefined, now = Date.now()): number | null {
  if (header === undefined || header === '') {
    return null;
  }
  const seconds = Number(header);
  const moment = Number.isFinite(seconds) ? now + seconds * second : Date.parse(header);
  return Number.isFinite(moment) ? moment : null;
}
