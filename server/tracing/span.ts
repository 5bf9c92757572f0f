import { createHash } from 'node:crypto';

/** Where a span stands, in the hexadecimal of W3C Trace Context: 32 digits and 16. */
export type SpanRef = { traceId: string; spanId: string };

/** A piece of work that is over, as its trace shows it. Nothing in it may be a secret: spans leave the platform. */
export type Span = SpanRef & {
  /** The span of the same trace that it is part of; none: it is the trace's first. */
  parentId?: string;
  name: string;
  /** `call`: somebody outside asked for it. */
  kind: 'call' | 'work';
  start: Date;
  end: Date;
  /** Why it failed, by a stable reason. */
  failure?: string;
  attributes: Readonly<Record<string, string | number | undefined>>;
};

/**
 * An operation's span, or that of a step of it. Every process finds the same ids from the operation's own, so the trace goes on
 * wherever the work does, and nothing has to be carried along (docs/decisions/0019).
 */
export function spanRef(operationId: string, step = ''): SpanRef {
  const spanId = createHash('sha256').update(`${operationId}/${step}`).digest('hex').slice(0, 16);
  return { traceId: operationId.replaceAll('-', ''), spanId };
}
