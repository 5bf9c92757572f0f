import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa, type ResultPromise } from 'execa';
import { readIfThere, writePrivate } from './private-file.ts';
import type { PortName, Ports } from './ports.ts';
import { findService, logFile, recordService, stopService } from './services.ts';
import { adminKubeconfig, kwokctlFlags, kwokctlSettings, settingsFile } from './sandbox-settings.ts';
import { Stop } from './stop.ts';
import { commandOf } from './process-identity.ts';
import { pins } from './tools/pins.ts';
import type { Tools } from './tools/ensure.ts';

const cluster = 'storewright';
const startSeconds = 120;

/** The processes of the cluster in the order in which they end: the API server outlives its clients, etcd outlives it. */
export const components = [
  'kwok-controller',
  'kube-scheduler',
  'kube-controller-manager',
  'kube-apiserver',
  'etcd',
] as const;

export const sandboxPorts: PortName[] = ['api', 'etcd', 'etcdPeer', 'controllerManager', 'scheduler', 'kwok'];

const objects = fileURLToPath(new URL('sandbox', import.meta.url));
const workFolder = (dir: string) => join(dir, 'sandbox');
const clusterFolder = (dir: string) => join(workFolder(dir), 'clusters', cluster);

const isRunning = (dir: string) => components.every((name) => findService(dir, name) !== null);

const pidFile = (dir: string, name: string) => join(clusterFolder(dir), 'pids', `${name}.pid`);

/**
 * Makes kwokctl's pid files and ours agree. kwokctl trusts any pid in its files, so those of processes that are gone, or are
 * another's by now, are removed; what it started and could not tell, because it was ended, becomes ours.
 */
function recordComponents(dir: string): void {
  mkdirSync(join(dir, 'logs'), { recursive: true });
  for (const name of components) {
    const pid = Number(readIfThere(pidFile(dir, name)));
    const isOurs = pid > 1 && commandOf(pid).includes(clusterFolder(dir));
    if (isOurs) recordService(dir, name, pid);
    else rmSync(pidFile(dir, name), { force: true });
    rmSync(logFile(dir, name), { force: true });
    symlinkSync(join(clusterFolder(dir), 'logs', `${name}.log`), logFile(dir, name));
  }
}

/** kwokctl asks for the API server with the first kubectl on PATH, which must be ours. */
function pathWithKubectl(dir: string, tools: Tools): string {
  const folder = join(workFolder(dir), 'bin');
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'kubectl'), { force: true });
  symlinkSync(tools.kubectl, join(folder, 'kubectl'));
  return [folder, process.env.PATH].join(delimiter);
}

/** Runs kubectl as administrator; its own words are in the error. */
export async function kubectl(dir: string, tools: Tools, args: string[], input?: string): Promise<string> {
  const result = await execa(tools.kubectl, args, {
    env: { KUBECONFIG: adminKubeconfig(dir) },
    input: input ?? '',
    reject: false,
    timeout: startSeconds * 1000,
  });
  if (result.exitCode !== 0)
    throw new Stop(`kubectl ${args[0]} failed on the sandbox: ${result.stderr || result.shortMessage}`);
  return result.stdout;
}

/** The kwokctl that is at work, if one is: it must end first, or it would start what was just ended. */
let kwokctl: ResultPromise | undefined;

/** Runs kwokctl, which makes the cluster's files once and starts what does not run. */
async function startComponents(dir: string, ports: Ports, tools: Tools, isMade: boolean): Promise<void> {
  if (!isMade) rmSync(clusterFolder(dir), { recursive: true, force: true });
  // JSON, because JSON is YAML.
  writePrivate(settingsFile(dir), JSON.stringify(kwokctlSettings(ports), null, 2));
  const args = isMade ? ['start', 'cluster'] : ['create', 'cluster', ...kwokctlFlags(dir, ports, tools)];
  recordComponents(dir);
  kwokctl = execa(tools.kwokctl, [...args, `--name=${cluster}`], {
    env: {
      KWOK_WORKDIR: workFolder(dir),
      KWOK_KUBE_VERSION: `v${pins['kube-apiserver'].version}`,
      PATH: pathWithKubectl(dir, tools),
    },
    stdin: 'ignore',
    reject: false,
    all: true,
    timeout: startSeconds * 1000,
  });
  const started = await kwokctl;
  recordComponents(dir);
  if (started.exitCode === 0) return;
  const lastWords = String(started.all).split('\n').slice(-3).join('\n');
  throw new Stop(`The sandbox cluster did not start (see ${logFile(dir, 'kube-apiserver')}):\n${lastWords}`);
}

/** Starts the cluster unless it runs: API server, controllers, scheduler, and one simulated node with its classes and stages. */
export async function startSandbox(dir: string, ports: Ports, tools: Tools): Promise<void> {
  if (isRunning(dir)) return;
  const made = join(workFolder(dir), 'made');
  const patience = `--timeout=${startSeconds}s`;
  await startComponents(dir, ports, tools, existsSync(made));
  chmodSync(adminKubeconfig(dir), 0o600);
  await kubectl(dir, tools, ['wait', '--for=condition=Established', 'crd/stages.kwok.x-k8s.io', patience]);
  await kubectl(dir, tools, ['apply', '--server-side', '--force-conflicts', '-f', objects]);
  await kubectl(dir, tools, ['wait', '--for=condition=Ready', 'node/node-0', patience]);
  writeFileSync(made, '');
}

/** Ends the cluster and keeps its data. */
export async function stopSandbox(dir: string): Promise<void> {
  kwokctl?.kill();
  await kwokctl;
  recordComponents(dir);
  for (const name of components) {
    await stopService(dir, name);
    rmSync(pidFile(dir, name), { force: true });
  }
}
