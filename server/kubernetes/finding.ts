/** Stable codes of what hinders a store; a subset of the reasons that an operation may fail for. */
export type ObstacleCode =
  'ImagePull' | 'CrashLoop' | 'QuotaExceeded' | 'Unschedulable' | 'VolumePending' | 'AdmissionDenied' | 'JobFailed';

/** What made a wait fail, as a person is shown it. */
export type Finding = {
  reason: ObstacleCode | 'Timeout';
  /** Such as `Pod/web-6d4cf56db6-x2x9p`. */
  object?: string;
  /** The cluster's words. */
  message: string;
  /** The last warning events, newest first. */
  events: string[];
  /** The last log lines, redacted. */
  logs?: string;
};

export type Waiting = {
  state: 'waiting';
  /** Told as soon as it is known, long before the wait fails for it. */
  code?: ObstacleCode;
  /** One sentence for a person: "Deployment/web: 0 of 1 pods ready; pulling the image wordpress:6". */
  reason: string;
  object?: string;
  events: string[];
  /** Without a `code`: the Job that has not ended although the data it works on is there, which is what failed at the deadline. */
  unendedJob?: string;
};

export type Assessment = { state: 'ready' } | Waiting | { state: 'failed'; failure: Finding };

/** What a wait that is still waiting at its deadline failed for. */
export function findingAtDeadline({ code, object, reason, events, unendedJob }: Waiting): Finding {
  if (unendedJob !== undefined)
    return { reason: 'JobFailed', object: unendedJob, message: `${unendedJob} has not ended. ${reason}`, events };
  return { reason: code ?? 'Timeout', object, message: reason, events };
}
