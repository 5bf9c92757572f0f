import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '#server/trpc/router.ts';
import type { ErrorCode } from '#server/trpc/errors.ts';

/** What a script can tell from the exit code; `scripts/store --help` lists them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notFound: 3, unreachable: 4, refused: 5, timedOut: 6 } as const;
export type ExitName = keyof typeof EXIT;

/** An end of the command with a sentence for stderr. */
export class Exit extends Error {
  override readonly name = 'Exit';
  readonly code: number;

  constructor(exit: ExitName, message: string) {
    super(message);
    this.code = EXIT[exit];
  }
}

const EXIT_OF_ERROR = {
  UNAUTHENTICATED: 'refused',
  FORBIDDEN: 'refused',
  INVALID_INPUT: 'usage',
  NOT_FOUND: 'notFound',
  NAME_TAKEN: 'refused',
  NOT_ALLOWED_NOW: 'refused',
  IDEMPOTENCY_KEY_REUSED: 'refused',
  STORE_LIMIT_REACHED: 'refused',
  PLATFORM_FULL: 'refused',
  RATE_LIMITED: 'refused',
  UNAVAILABLE: 'unreachable',
  METHOD_NOT_ALLOWED: 'failed',
  TOO_LARGE: 'usage',
  UNSUPPORTED_MEDIA_TYPE: 'failed',
  CLIENT_LEFT: 'failed',
  INTERNAL: 'failed',
} as const satisfies Record<ErrorCode, ExitName>;

/** The platform's error as an exit; what is not the platform's answer at all counts as not reached. */
export function exitOf(error: unknown, url: string): Exit {
  if (error instanceof Exit) return error;
  if (!(error instanceof TRPCClientError)) throw error;
  const { data, message } = error as TRPCClientError<AppRouter>;
  if (data) return new Exit(EXIT_OF_ERROR[data.code], message);
  return new Exit(
    'unreachable',
    `The platform does not answer at ${url}. Start it with ./scripts/up, or name it with --url.`,
  );
}
