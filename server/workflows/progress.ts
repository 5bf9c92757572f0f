/** How far a step's body has come. A body observes, acts if need be, and answers; it may be called again at any moment. */
export type Progress =
  | { done: true; detail: string | null }
  | {
      done: false;
      /** One sentence for a person: what is waited for. */
      reason: string;
      /** How long until it is worth looking again. */
      pauseMs: number;
    };

/** `detail`: what the step did, for a person. */
export function done(detail: string | null = null): Progress {
  return { done: true, detail };
}

const POLL_MS = 200;

export function notYet(reason: string, pauseMs = POLL_MS): Progress {
  return { done: false, reason, pauseMs };
}
