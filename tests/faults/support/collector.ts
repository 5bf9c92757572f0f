import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Value = { stringValue?: string; intValue?: number };

/** A span as OTLP has it in JSON; times are nanoseconds since 1970, in decimal digits. */
export type SentSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code: number; message?: string };
  attributes: { key: string; value: Value }[];
};

type Request = { resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[] };

export type Collector = {
  /** What OTEL_EXPORTER_OTLP_ENDPOINT is set to. */
  url: string;
  /** Every request's body, as it came. */
  bodies: string[];
  spansOf: (traceId: string) => SentSpan[];
  close: () => Promise<unknown>;
};

/** Takes traces by OTLP over HTTP, as a collector does. */
export async function openCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST' || request.url !== '/v1/traces') return void response.writeHead(404).end();
    bodies.push(await text(request));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"partialSuccess":{}}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const all = () =>
    bodies
      .flatMap((body) => (JSON.parse(body) as Request).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    spansOf: (traceId) => all().filter((span) => span.traceId === traceId),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One of a span's attributes. */
export function attribute({ attributes }: SentSpan, name: string): string | number | undefined {
  const value = attributes.find(({ key }) => key === name)?.value;
  return value?.stringValue ?? value?.intValue;
}
