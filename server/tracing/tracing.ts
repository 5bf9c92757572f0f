import { env } from '#server/env.ts';
import { singleton } from '#server/singleton.ts';
import type { Span } from './span.ts';

/** What takes spans away. */
export type Exporter = { add: (span: Span) => void; end: () => Promise<void> };

const tracing = singleton('tracing', (): { exporter: Exporter | null } => ({ exporter: null }));

/** Sends spans to OTEL_EXPORTER_OTLP_ENDPOINT from now on. Without one nothing of OpenTelemetry's exporter is even loaded. */
export async function startTracing(): Promise<void> {
  const endpoint = env().OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return;
  const { createExporter } = await import('./exporter.ts');
  tracing().exporter = createExporter(`${endpoint}/v1/traces`);
}

export function isTracing(): boolean {
  return tracing().exporter !== null;
}

/** Hands spans over for sending; a second later at most they are on their way. Never throws, and does nothing without a collector. */
export function record(spans: readonly Span[]): void {
  const { exporter } = tracing();
  if (exporter) for (const span of spans) exporter.add(span);
}

/** Sends what is left. Must not reject. */
export async function endTracing(): Promise<void> {
  await tracing().exporter?.end();
}
