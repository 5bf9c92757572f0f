import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { log } from '#server/log.ts';

/** A cluster that answers 503 to everything and counts the calls, so that a test can say: nothing reached it. */
export type AbsentCluster = { calls: () => number; close: () => void };

/** Whom the configuration names as an administrator. */
export const ADMIN_EMAIL = 'admin@example.test';

/** Other suites leave their stores in the same database. */
const ROOMY = { MAX_STORES: '100000', RATE_LIMIT_PER_MINUTE: '1000', ADMIN_EMAILS: ADMIN_EMAIL };

/**
 * Gives this process the environment of the instance, with the database as it is and a cluster that is away. Must be called
 * before anything reads the environment.
 */
export async function configureWithoutCluster(changes: Record<string, string> = {}): Promise<AbsentCluster> {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.writeHead(503).end();
  });
  const port = await listen(server);
  Object.assign(process.env, inject('instance').env, { KUBECONFIG: kubeconfigFor(port), ...ROOMY }, changes);
  log.level = 'silent';
  return { calls: () => calls, close: () => void server.close() };
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

export function kubeconfigFor(port: number): string {
  const path = join(mkdtempSync(join(tmpdir(), 'storewright-')), 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'absent',
    contexts: [{ name: 'absent', context: { cluster: 'absent', user: 'nobody' } }],
    clusters: [{ name: 'absent', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'nobody', user: {} }],
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}
