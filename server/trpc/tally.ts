import type { TRPCError } from '@trpc/server';
import { metrics } from '#server/metrics/metrics.ts';
import { answerTo, type ErrorCode } from './errors.ts';

/** What the caller may not do, or may not know of: another's store and an unknown one are one answer. */
const DENIALS: ReadonlySet<ErrorCode> = new Set(['FORBIDDEN', 'NOT_FOUND']);
const REVEAL = 'store.credentials';

const counted = new WeakSet<TRPCError>();

/** Counts a call that reached its procedure. `error`: what it was refused with, or null. */
export function countCall(procedure: string, error: TRPCError | null, ms: number): void {
  const code = error ? answerTo(error).code : 'OK';
  if (error) counted.add(error);
  metrics().trpcCalls.inc({ procedure, code });
  metrics().trpcDuration.observe({ procedure }, ms / 1000);
  if (code !== 'OK' && DENIALS.has(code)) metrics().authzDenied.inc({ procedure });
  if (procedure === REVEAL) metrics().credentialReveals.inc({ outcome: outcomeOf(code) });
}

/** Counts a refusal of what reached no procedure, such as an unknown one, whose name is the caller's and so no label. */
export function countRefusal(error: TRPCError): void {
  if (!counted.has(error)) metrics().trpcCalls.inc({ procedure: 'none', code: answerTo(error).code });
}

function outcomeOf(code: ErrorCode | 'OK'): string {
  if (code === 'OK') return 'revealed';
  return code === 'RATE_LIMITED' ? 'limited' : 'refused';
}
