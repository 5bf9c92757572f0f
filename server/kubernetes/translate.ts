import { KubernetesError, type KubernetesErrorKind } from './errors.ts';

/** The parts of a `Status` object (Kubernetes API conventions, "Response Status Kind") that tell errors apart. */
type Status = {
  reason?: string;
  message?: string;
  details?: { retryAfterSeconds?: number; causes?: Array<{ reason?: string }> };
};

type Answer = { status: number; headers: Record<string, string>; body: string };

const KIND_BY_STATUS: Record<number, KubernetesErrorKind> = {
  401: 'unauthorized',
  404: 'not-found',
  408: 'timeout',
  410: 'gone',
  429: 'throttled',
  504: 'timeout',
};

/** The words of RBAC: "User … cannot create resource …", and of its guard against escalation. */
const RIGHTS = /\bcannot (?:\S+ (?:resource|path)|get path|impersonate)\b|attempting to grant RBAC permissions/;
const POLICY = /denied (?:the )?request|violates PodSecurity/;

/** Translates an answer outside 2xx. `task` names what was tried, as in "create Secret/store-credentials". */
export function translateAnswer(answer: Answer, task: string, object?: string): KubernetesError {
  const status = parseStatus(answer.body);
  const words = status.message ?? answer.body.slice(0, 300);
  const message = `Could not ${task}: the cluster answered ${answer.status}${words ? `: ${words}` : ''}`;
  const retryAfterSeconds = seconds(answer.headers['retry-after']) ?? status.details?.retryAfterSeconds;
  return new KubernetesError(kindOf(answer.status, status, words), message, {
    status: answer.status,
    retryAfterSeconds,
    object,
  });
}

/** Translates what is thrown when no answer came: a refused connection, an unknown host, a bound that was reached. */
export function translateFailure(error: unknown, task: string, object?: string): KubernetesError {
  if (error instanceof KubernetesError) return error;
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new KubernetesError('timeout', `Could not ${task}: the cluster did not answer in time`, {
      object,
      cause: error,
    });
  }
  return new KubernetesError('unavailable', `Could not ${task}: the cluster could not be reached: ${rootOf(error)}`, {
    object,
    cause: error,
  });
}

function kindOf(code: number, status: Status, words: string): KubernetesErrorKind {
  if (code === 409) return status.reason === 'AlreadyExists' ? 'already-exists' : 'conflict';
  if (code === 403) return kindOfForbidden(status, words);
  if (code === 422 || code === 400) return POLICY.test(words) ? 'admission-denied' : 'invalid';
  return KIND_BY_STATUS[code] ?? (code >= 500 ? 'unavailable' : 'invalid');
}

/** 403 is said for missing rights, for a full quota, for a terminating namespace and by every admission plugin. */
function kindOfForbidden(status: Status, words: string): KubernetesErrorKind {
  if (status.details?.causes?.some((cause) => cause.reason === 'NamespaceTerminating')) return 'terminating';
  if (words.includes('because it is being terminated')) return 'terminating';
  if (words.includes('exceeded quota')) return 'quota-exceeded';
  return RIGHTS.test(words) || !words.includes('is forbidden') ? 'forbidden' : 'admission-denied';
}

function parseStatus(body: string): Status {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Kubernetes sends Retry-After in whole seconds, never as a date. */
function seconds(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined;
}

/** `fetch failed` says nothing; the innermost cause does. */
function rootOf(error: unknown): string {
  let root = error;
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  return root instanceof Error ? root.message || root.name : String(root);
}
