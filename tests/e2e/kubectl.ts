import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kubeconfig } from './environment.ts';

const run = promisify(execFile);
const KUBECTL = join(import.meta.dirname, '../../scripts/kubectl');

/** Runs kubectl as the administrator of the cluster under test; `object` is what `-f -` reads. */
export async function kubectl(args: string[], object?: object): Promise<void> {
  const running = run(KUBECTL, args, { env: { ...process.env, KUBECONFIG: kubeconfig() } });
  running.child.stdin?.end(object && JSON.stringify(object));
  await running;
}
