export type KubernetesErrorKind =
  /** No answer, or a 5xx. */
  | 'unavailable'
  /** 429. */
  | 'throttled'
  | 'timeout'
  /** The account lacks the right. */
  | 'forbidden'
  /** The account's token is not accepted. */
  | 'unauthorized'
  | 'not-found'
  /** The object changed in between, is not ours, or is another one than was meant. */
  | 'conflict'
  | 'already-exists'
  | 'invalid'
  | 'quota-exceeded'
  /** Refused by a policy, Pod Security, a limit range or a webhook. */
  | 'admission-denied'
  /** The namespace is being deleted. */
  | 'terminating'
  /** 410: the version asked for is no longer kept. */
  | 'gone';

type Details = {
  status?: number;
  /** What the server asks to wait; it is told here and waited for by nobody in this folder but the watch. */
  retryAfterSeconds?: number;
  /** Such as `Deployment/web`. */
  object?: string;
  cause?: unknown;
};

/** The only error that leaves this folder, save what a guard throws and the reason of an aborted signal. */
export class KubernetesError extends Error {
  override readonly name = 'KubernetesError';
  readonly kind: KubernetesErrorKind;
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly object: string | undefined;

  /** By name: the copy of this class that threw may be another one (server/singleton.ts). */
  static override [Symbol.hasInstance](value: unknown): value is KubernetesError {
    return value instanceof Error && value.name === 'KubernetesError';
  }

  constructor(kind: KubernetesErrorKind, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.status = details.status;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.object = details.object;
  }
}

export function isKubernetesError(error: unknown, kind?: KubernetesErrorKind): error is KubernetesError {
  return error instanceof KubernetesError && (kind === undefined || error.kind === kind);
}

const TRANSIENT: ReadonlySet<KubernetesErrorKind> = new Set([
  'unavailable',
  'throttled',
  'timeout',
  'conflict',
  'gone',
]);

/** Whether the same call may succeed a little later without anybody mending anything. */
export function isTransient(error: unknown): boolean {
  return error instanceof KubernetesError && TRANSIENT.has(error.kind);
}
