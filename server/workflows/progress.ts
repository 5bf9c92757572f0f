import type { Failure } from '#server/stores/operation.ts';

/** What failed and why, without the step, which its caller knows. */
export type Finding = Omit<Failure, 'step'>;

/** How far a step's body has come. A body observes, acts if need be, and answers; it may be called again at any moment. */
export type Progress =
  | { done: true; detail: string | null }
  | {
      done: false;
      /** One sentence for a person: what is waited for. */
      reason: string;
      /** How long until it is worth looking again. */
      pauseMs: number;
      /** Asked what the operation has failed for if this wait outlasts its deadline; without it, for having taken too long. */
      atDeadline?: () => Promise<Finding>;
    };

/** `detail`: what the step did, for a person. */
export function done(detail: string | null = null): Progress {
  return { done: true, detail };
}

const POLL_MS = 200;

export function notYet(reason: string, pauseMs = POLL_MS, atDeadline?: () => Promise<Finding>): Progress {
  return { done: false, reason, pauseMs, atDeadline };
}
