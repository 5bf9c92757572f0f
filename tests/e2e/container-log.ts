import { appendFile } from 'node:fs/promises';
import { kubectl } from './kubectl.ts';
import { test } from './test.ts';

/**
 * From now on every container of the namespace has one log, which the simulated node reads and follows as a kubelet does. Returns
 * what writes a line to it.
 */
export async function giveLog(namespace: string): Promise<(line: string) => Promise<void>> {
  const logsFile = test.info().outputPath('log');
  await kubectl(['create', '-f', '-'], {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'ClusterLogs',
    metadata: { name: namespace },
    spec: { selector: { matchNamespaces: [namespace] }, logs: [{ logsFile, follow: true }] },
  });
  // As a container runtime writes it (CRI log format).
  return (line) => appendFile(logsFile, `${new Date().toISOString()} stdout F ${line}\n`);
}
