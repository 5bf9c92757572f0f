import { hostname } from 'node:os';
import { SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { env } from '#server/env.ts';
import { describeError } from '#server/errors.ts';
import { log } from '#server/log.ts';
import type { Span } from './span.ts';
import type { Exporter } from './tracing.ts';

/** How long spans are gathered: what a process that is killed had not sent is lost. */
const GATHER_MS = 1_000;
/** How long one sending is tried, repetitions included. A process that ends waits for its last one. */
const SEND_MS = 2_000;

/** Sends spans to an OTLP/HTTP address, many at once. A collector that is away costs its spans, a line of the log, and nothing else. */
export function createExporter(url: string): Exporter {
  const { BUILD_VERSION } = env();
  const resource = resourceFromAttributes({
    'service.name': 'storewright',
    'service.version': BUILD_VERSION,
    'service.instance.id': hostname(),
  });
  const exporter = telling(new OTLPTraceExporter({ url, timeoutMillis: SEND_MS }));
  const processor = new BatchSpanProcessor(exporter, { scheduledDelayMillis: GATHER_MS });
  return {
    add: (span) => processor.onEnd({ ...toReadable(span), resource }),
    // Its failure has been told already.
    end: () => processor.shutdown().catch(() => undefined),
  };
}

function telling(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const { error } = result;
        if (error) log.warn({ reason: describeError(error), spans: spans.length }, 'tracing.send-failed');
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}

const KINDS = { call: SpanKind.SERVER, work: SpanKind.INTERNAL } as const satisfies Record<Span['kind'], SpanKind>;

function toReadable(span: Span): Omit<ReadableSpan, 'resource'> {
  const { traceId, spanId, parentId, name, kind, start, end, failure, attributes } = span;
  const contextOf = (id: string) => ({ traceId, spanId: id, traceFlags: TraceFlags.SAMPLED });
  return {
    name,
    kind: KINDS[kind],
    spanContext: () => contextOf(spanId),
    ...(parentId === undefined ? {} : { parentSpanContext: contextOf(parentId) }),
    startTime: toTime(start.getTime()),
    endTime: toTime(end.getTime()),
    duration: toTime(Math.max(0, end.getTime() - start.getTime())),
    ended: true,
    status: failure === undefined ? { code: SpanStatusCode.UNSET } : { code: SpanStatusCode.ERROR, message: failure },
    attributes,
    events: [],
    links: [],
    instrumentationScope: { name: 'storewright' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Seconds and nanoseconds, as OpenTelemetry has it. */
const toTime = (ms: number): [number, number] => [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];
