import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics } from 'prom-client';
import { describeError } from '../errors.ts';
import { log } from '../log.ts';
import { metrics } from './metrics.ts';

type Served = {
  port: number;
  /** The address to listen at; without one, every address. */
  host?: string;
  /** Brings the gauges up to date. Must not reject. */
  refresh: () => Promise<void>;
};

/**
 * Serves `/metrics` in Prometheus' text format, on a port of its own that no Ingress leads to. A port that is taken is said in the
 * log, and the process goes on. Returns its end.
 */
export function serveMetrics({ port, host, refresh }: Served): () => Promise<void> {
  const { registry } = metrics();
  collectDefaultMetrics({ register: registry });
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    const text = refresh().then(() => registry.metrics());
    text.then(
      (body) => response.writeHead(200, { 'content-type': registry.contentType }).end(body),
      (error: unknown) => {
        log.error({ reason: describeError(error) }, 'metrics.failed');
        response.writeHead(500).end();
      },
    );
  });
  server.on('error', (error) => log.error({ port, reason: error.message }, 'metrics.not-served'));
  server.listen(port, host);
  return () => end(server);
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
