import { setTimeout as delay } from 'node:timers/promises';
import type { ResponseContext } from '@kubernetes/client-node';

/** What the API server says when something behind it stumbled: the same call may well succeed a moment later. */
const STUMBLED: ReadonlySet<number> = new Set([500, 502, 503]);
/** With a third of all calls failing, one in a hundred still fails after so many repetitions. */
const REPETITIONS_MOST = 3;
/** Doubles with each repetition; half of it is chance. */
const FIRST_PAUSE_MS = 50;

/**
 * Sends a call, and sends it again after a moment when the answer says that the API server stumbled, so that a step of many
 * calls does not begin anew for one of them. A write may have been done all the same, so it must be one that may be repeated.
 * What asks for a pause by Retry-After is not repeated here. Throws the reason of the signal, which bounds all of it.
 */
export async function persevere(send: () => Promise<ResponseContext>, signal: AbortSignal): Promise<ResponseContext> {
  for (let repetition = 1; ; repetition++) {
    const answer = await send();
    const hasStumbled = STUMBLED.has(answer.httpStatusCode) && answer.headers['retry-after'] === undefined;
    if (!hasStumbled || repetition > REPETITIONS_MOST) return answer;
    // Read to its end, so that its connection can be used again.
    await answer.body.text();
    const pauseMs = FIRST_PAUSE_MS * 2 ** repetition * (0.5 + Math.random() / 2);
    await delay(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
