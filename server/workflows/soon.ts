import { setTimeout as pause } from 'node:timers/promises';

const FIRST_PAUSE_MS = 10;
/** Pauses double: all of them take 0.6 s. */
const LOOKS = 7;

/**
 * Whether `check` says yes within a moment: what the cluster does by itself after our write is asked for again, and nothing is written
 * again for it. Throws when the signal ends it.
 */
export async function soon(check: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await pause(FIRST_PAUSE_MS * 2 ** (look - 1), undefined, { signal });
    if (await check()) return true;
  }
  return false;
}
