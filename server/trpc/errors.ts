import { randomUUID } from 'node:crypto';
import type { TRPCError } from '@trpc/server';
import { TRPC_ERROR_CODES_BY_KEY, type TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import { getStatusCodeFromKey } from '@trpc/server/unstable-core-do-not-import';
import { z } from 'zod';
import { isDatabaseUnavailable } from '#server/db.ts';
import { AppError, type AppErrorCode } from '#server/errors.ts';
import { KubernetesError } from '#server/kubernetes/errors.ts';

/** Stable codes of every answer that is not a result. */
export type ErrorCode =
  AppErrorCode | 'METHOD_NOT_ALLOWED' | 'TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE' | 'CLIENT_LEFT' | 'INTERNAL';

/** The one mapping from our codes to tRPC's, and by them to HTTP statuses (seed: 401, 404, 409, 422, 429). */
const RPC_CODES = {
  UNAUTHENTICATED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  INVALID_INPUT: 'BAD_REQUEST',
  NOT_FOUND: 'NOT_FOUND',
  NAME_TAKEN: 'CONFLICT',
  NOT_ALLOWED_NOW: 'CONFLICT',
  IDEMPOTENCY_KEY_REUSED: 'UNPROCESSABLE_CONTENT',
  STORE_LIMIT_REACHED: 'TOO_MANY_REQUESTS',
  PLATFORM_FULL: 'TOO_MANY_REQUESTS',
  RATE_LIMITED: 'TOO_MANY_REQUESTS',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  METHOD_NOT_ALLOWED: 'METHOD_NOT_SUPPORTED',
  TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  UNSUPPORTED_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  CLIENT_LEFT: 'CLIENT_CLOSED_REQUEST',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<ErrorCode, TRPC_ERROR_CODE_KEY>;

/** What tRPC itself refuses, in our words: its own quote what was sent. */
const TRANSPORT_ERRORS: Partial<Record<TRPC_ERROR_CODE_KEY, { code: ErrorCode; message: string }>> = {
  BAD_REQUEST: {
    code: 'INVALID_INPUT',
    message: 'The request could not be read. Send the input as superjson, at most 10 calls in a batch.',
  },
  PARSE_ERROR: { code: 'INVALID_INPUT', message: 'The request is not JSON. Send the input as superjson.' },
  NOT_FOUND: { code: 'NOT_FOUND', message: 'There is no such procedure. Check its name.' },
  METHOD_NOT_SUPPORTED: { code: 'METHOD_NOT_ALLOWED', message: 'Ask queries by GET and send mutations by POST.' },
  PAYLOAD_TOO_LARGE: { code: 'TOO_LARGE', message: 'The request is larger than 1 MiB. Send less at once.' },
  UNSUPPORTED_MEDIA_TYPE: { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send the body as application/json.' },
  CLIENT_CLOSED_REQUEST: { code: 'CLIENT_LEFT', message: 'The request was given up before it was answered.' },
};

/** How a request ends whose client went away: as the platform's own fetch has it, and as Next has it. */
const CLIENT_LEFT: ReadonlySet<string> = new Set(['AbortError', 'ResponseAborted']);

/** How long a client should wait before it asks again, where nothing better is known. */
const UNAVAILABLE_RETRY_SECONDS = 5;

/** What a client is told: a stable code and a sentence; `id` finds the log line of what was not foreseen. */
export type Answer = {
  code: ErrorCode;
  message: string;
  fields?: Record<string, string[]>;
  retryAfterSeconds?: number;
  id?: string;
};

const answers = new WeakMap<TRPCError, Answer>();

/** The answer to an error; the same one however often it is asked for. */
export function answerTo(error: TRPCError): Answer {
  const known = answers.get(error);
  if (known) return known;
  const answer = translate(error);
  answers.set(error, answer);
  return answer;
}

function translate(error: TRPCError): Answer {
  const { cause } = error;
  if (cause instanceof AppError) return { ...unavailableSoon(cause.code, cause.message), ...retryAfter(cause) };
  if (cause instanceof z.ZodError) return invalidInput(cause);
  if (cause instanceof KubernetesError) {
    return unavailableSoon(
      'UNAVAILABLE',
      'The cluster could not be asked just now. Stores go on running; try again in a moment.',
    );
  }
  if (isDatabaseUnavailable(cause)) {
    return unavailableSoon(
      'UNAVAILABLE',
      'The database does not answer in time at the moment. Try again in a few seconds.',
    );
  }
  if (cause && CLIENT_LEFT.has(cause.name)) return TRANSPORT_ERRORS.CLIENT_CLOSED_REQUEST ?? unforeseen();
  return TRANSPORT_ERRORS[error.code] ?? unforeseen();
}

function retryAfter({ retryAfterSeconds }: AppError): Partial<Answer> {
  return retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
}

function unavailableSoon(code: ErrorCode, message: string): Answer {
  return code === 'UNAVAILABLE' ? { code, message, retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS } : { code, message };
}

function unforeseen(): Answer {
  const id = randomUUID();
  return {
    code: 'INTERNAL',
    message: `Something went wrong on our side. Try again; if it stays, tell the administrator this id: ${id}.`,
    id,
  };
}

function invalidInput(error: z.ZodError): Answer {
  const { formErrors, fieldErrors } = z.flattenError(error);
  const fields = formErrors.length > 0 ? { ...fieldErrors, '': formErrors } : fieldErrors;
  return { code: 'INVALID_INPUT', message: sentenceOf(error), fields: fields as Record<string, string[]> };
}

/** Our own rules are sentences already; zod's words are not, and need the field's name. */
function sentenceOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'The input is not valid.';
  if (issue.message.endsWith('.')) return issue.message;
  const field = issue.path.length > 0 ? `"${issue.path.join('.')}": ` : '';
  return `${field}${issue.message}.`;
}

/** The error as it leaves the server: no stack, no foreign words. */
export function errorShape(error: TRPCError, path: string | undefined) {
  const { message, ...data } = answerTo(error);
  const rpcCode = RPC_CODES[data.code];
  return {
    message,
    code: TRPC_ERROR_CODES_BY_KEY[rpcCode],
    data: { ...data, httpStatus: getStatusCodeFromKey(rpcCode), path },
  };
}

export type ErrorShape = ReturnType<typeof errorShape>;
