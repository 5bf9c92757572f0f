import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asAdmin, cluster } from './cluster.ts';

const PATH = '/apis/kwok.x-k8s.io/v1alpha1/clusterlogs';

/** Every container of a namespace has these lines in its log, and had them in the run before, until what is returned is called. */
export async function giveLogs(namespace: string, lines: readonly string[]): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'logs-'));
  const logsFile = join(folder, 'log');
  // As a container runtime writes them (CRI log format).
  writeFileSync(logsFile, lines.map((line) => `2026-11-23T12:00:00.000000000Z stdout F ${line}\n`).join(''));
  const body = {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'ClusterLogs',
    metadata: { name: namespace },
    spec: { selector: { matchNamespaces: [namespace] }, logs: [{ logsFile, previousLogsFile: logsFile }] },
  };
  await cluster().write(asAdmin, { method: 'POST', path: PATH, body });
  return async () => {
    await cluster().write(asAdmin, { method: 'DELETE', path: `${PATH}/${namespace}`, body: {} });
    rmSync(folder, { recursive: true });
  };
}
