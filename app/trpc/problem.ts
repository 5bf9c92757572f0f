import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '#server/trpc/router.ts';

export type Problem = {
  /** The server's stable code, or UNREACHABLE when no answer came. */
  code: string;
  message: string;
  fields: Partial<Record<string, string[]>>;
};

const UNREACHABLE: Problem = {
  code: 'UNREACHABLE',
  message: 'The platform could not be reached. Check your connection, then try again.',
  fields: {},
};

/** What went wrong with a request, in words for the person who made it. */
export function problemOf(error: unknown): Problem {
  if (!isAnswered(error)) return UNREACHABLE;
  return { code: error.data?.code ?? 'INTERNAL', message: error.message, fields: error.data?.fields ?? {} };
}

/** Whether another try may help without anything else changing: no answer came, or the platform is away for a moment. */
export function isPassing(error: unknown): boolean {
  return ['UNREACHABLE', 'UNAVAILABLE'].includes(problemOf(error).code);
}

function isAnswered(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError && error.data !== undefined && error.data !== null;
}
