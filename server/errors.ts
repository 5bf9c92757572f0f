/** Stable codes that a person, a tool and a test may rely on. The HTTP status of each stands in server/trpc/errors.ts. */
export type AppErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'INVALID_INPUT'
  | 'NOT_FOUND'
  | 'NAME_TAKEN'
  | 'NOT_ALLOWED_NOW'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'STORE_LIMIT_REACHED'
  | 'PLATFORM_FULL'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE';

type AppErrorOptions = { cause?: unknown; retryAfterSeconds?: number };

/** An error whose message is meant for the person who asked: what happened and what to do next. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: AppErrorCode;
  readonly retryAfterSeconds: number | undefined;

  /** By name: the copy of this class that threw may be another one (server/singleton.ts). */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return value instanceof Error && value.name === 'AppError';
  }

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The words of an unknown error, for a log line: never its stack, never more than 500 characters. */
export function describeError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(0, 500);
}
