import { backgroundDb } from '#server/db.ts';
import { describeError } from '#server/errors.ts';
import type { Prisma } from '#server/generated/prisma/client.ts';
import { log } from '#server/log.ts';
import { type Span, spanRef } from '#server/tracing/span.ts';
import { isTracing, record } from '#server/tracing/tracing.ts';
import type { Failure } from './operation.ts';
import { WITH_STEPS } from './to-view.ts';

type EndedOperation = Prisma.OperationGetPayload<{ include: typeof WITH_STEPS }>;

/**
 * Sends the trace of an operation that has just ended, out of its rows: it from its acceptance to its end, and each step that began.
 * To be called by whoever ended it, so that each of these spans is sent once, however many processes worked on it. Never throws.
 */
export async function traceOperation(id: string): Promise<void> {
  if (!isTracing()) return;
  try {
    record(spansOf(await backgroundDb().operation.findUniqueOrThrow({ where: { id }, include: WITH_STEPS })));
  } catch (error) {
    log.warn({ operationId: id, reason: describeError(error) }, 'tracing.not-read');
  }
}

function spansOf(operation: EndedOperation): Span[] {
  const { id, kind, status, storeId, storeType, attempt, createdAt, finishedAt, steps } = operation;
  const end = finishedAt ?? createdAt;
  const own = spanRef(id);
  const failure = operation.failure as Failure | null;
  const whole: Span = {
    ...own,
    name: kind,
    kind: 'work',
    start: createdAt,
    end,
    ...(failure ? { failure: failure.reason } : {}),
    attributes: {
      'operation.id': id,
      'operation.status': status,
      'operation.attempts': attempt,
      'store.id': storeId,
      'store.type': storeType,
    },
  };
  const parts = steps.flatMap((step): Span[] => {
    if (!step.startedAt) return [];
    const isFailed = step.status === 'failed' && failure;
    return [
      {
        ...spanRef(id, step.name),
        parentId: own.spanId,
        name: step.name,
        kind: 'work',
        start: step.startedAt,
        end: step.finishedAt ?? end,
        ...(isFailed ? { failure: failure.reason } : {}),
        attributes: { 'step.status': step.status },
      },
    ];
  });
  return [whole, ...parts];
}
