import { describeError } from '#server/errors.ts';
import { stopping } from '#server/lifecycle.ts';
import { log } from '#server/log.ts';

/**
 * Does `work` now and every `everyMs`, and never beside itself: one that takes longer is waited for. What it throws is logged as `failed`,
 * and it is tried again the next time. Returns the end of it, which waits for work under way.
 */
export function repeat(everyMs: number, failed: string, work: () => Promise<unknown>): () => Promise<void> {
  let working: Promise<void> | null = null;
  const once = async () => {
    try {
      await work();
    } catch (error) {
      if (!stopping().aborted) log.warn({ reason: describeError(error) }, failed);
    }
  };
  const turn = () => {
    working ??= once().finally(() => {
      working = null;
    });
  };
  turn();
  const timer = setInterval(turn, everyMs);
  return async () => {
    clearInterval(timer);
    await working;
  };
}
