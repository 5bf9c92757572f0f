import { setTimeout as sleep } from 'node:timers/promises';

/** How often a thing that is awaited is looked at again. */
export const POLL_MS = 500;

/**
 * How long one thing is waited for, PATIENCE_SECONDS: by default a little less than the 600 s that a Job of the chart may take, so
 * that the reason is still said.
 */
export const PATIENCE_MS = Number(process.env.PATIENCE_SECONDS ?? 570) * 1000;

/** How long to wait, by default PATIENCE_MS, and what ends it before. */
export type Patience = { patienceMs?: number; signal?: AbortSignal };

/**
 * Asks until there is an answer other than undefined, at once and then every half second.
 *
 * @throws when the time is over, naming what was awaited and what `ask` last gave as the reason.
 */
export async function waitFor<Answer>(
  what: string,
  ask: (because: (reason: string) => undefined) => Promise<Answer | undefined>,
  { patienceMs = PATIENCE_MS, signal }: Patience = {},
): Promise<Answer> {
  const end = performance.now() + patienceMs;
  let last = '';
  const because = (reason: string): undefined => {
    if (reason !== last) console.log(`waiting for ${what}: ${reason}`);
    last = reason;
  };
  for (;;) {
    signal?.throwIfAborted();
    const answer = await ask(because);
    if (answer !== undefined) return answer;
    if (performance.now() > end) {
      throw new Error(`Waited ${Math.round(patienceMs / 1000)} s for ${what}, in vain: ${last}.`);
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}
