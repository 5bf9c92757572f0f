/**
 * Why helm did not do what it was asked.
 *
 * - `missing`, `wrong-version`: this process has no usable helm; no store is to blame.
 * - `no-room`: the folder that helm works in cannot be written; no store is to blame either.
 * - `killed`: somebody else ended helm (137: out of memory); the release may be pending.
 * - `timeout`: it ran longer than its bound and was ended, or waited in vain for objects to go.
 * - `cancelled`: the caller's signal, or this process is shutting down.
 * - `unavailable`: the API server could not be reached or had no time.
 * - `conflict`: another write won; looking again and repeating is right.
 * - `forbidden`: a right is missing (or has not arrived yet). `denied`: a policy refused the object. `quota`: no room for it.
 * - `terminating`: the namespace is going. One that is gone reads as `forbidden`: our rights went with it.
 * - `invalid-values`: the chart's schema or YAML refused the values.
 * - `failed`: anything else; its words are in the message.
 */
export type HelmErrorKind =
  | 'missing'
  | 'wrong-version'
  | 'no-room'
  | 'killed'
  | 'timeout'
  | 'cancelled'
  | 'unavailable'
  | 'conflict'
  | 'forbidden'
  | 'denied'
  | 'quota'
  | 'terminating'
  | 'invalid-values'
  | 'failed';

/** The only error that leaves this folder. Its message has helm's last words, never a value and never an argument. */
export class HelmError extends Error {
  override readonly name = 'HelmError';
  readonly kind: HelmErrorKind;
  /** The helm command, such as `upgrade`. */
  readonly command: string;
  /** What the process ended with, where it ended by itself. */
  readonly exitCode: number | undefined;

  /** By name: the copy of this class that threw may be another one (server/singleton.ts). */
  static override [Symbol.hasInstance](value: unknown): value is HelmError {
    return value instanceof Error && value.name === 'HelmError';
  }

  constructor(
    kind: HelmErrorKind,
    command: string,
    message: string,
    options: { exitCode?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.command = command;
    this.exitCode = options.exitCode;
  }
}

const OURS: ReadonlySet<HelmErrorKind> = new Set(['missing', 'wrong-version', 'no-room']);

/** Whether this process has no helm to work with: whatever it was asked to do waits until somebody mends that. */
export function isHelmUnusable(error: unknown): error is HelmError {
  return error instanceof HelmError && OURS.has(error.kind);
}

const TRANSIENT: ReadonlySet<HelmErrorKind> = new Set([
  ...OURS,
  'killed',
  'timeout',
  'cancelled',
  'unavailable',
  'conflict',
]);

/**
 * Whether the same call may succeed later though nobody changes the chart, the values, or the rights. `forbidden` is not
 * among them: whether a right is still on its way is known to the caller, who made the RoleBinding.
 */
export function isTransient(error: unknown): boolean {
  return error instanceof HelmError && TRANSIENT.has(error.kind);
}
