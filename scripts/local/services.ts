import { spawn } from 'node:child_process';
import { globSync, mkdirSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readIfThere } from './private-file.ts';
import { signal, startTimeOf } from './process-identity.ts';
import { Stop } from './stop.ts';
import { until } from './until.ts';

/** One background process of an instance. `uid` and `gid` make it run as another user (only root may ask for that). */
export type Service = {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  uid?: number;
  gid?: number;
};

const pidFile = (dir: string, name: string) => join(dir, 'run', `${name}.pid`);
const startFile = (dir: string, name: string) => join(dir, 'run', `${name}.start`);

/** Where a service writes what it has to say. */
export const logFile = (dir: string, name: string): string => join(dir, 'logs', `${name}.log`);

/** Writes down which process a service is: its pid, and when that process was started. */
export function recordService(dir: string, name: string, pid: number): void {
  mkdirSync(join(dir, 'run'), { recursive: true });
  writeFileSync(startFile(dir, name), startTimeOf(pid) ?? '');
  writeFileSync(pidFile(dir, name), `${pid}\n`);
}

/** The pid of a running service, or null. A process that merely got the same pid is not taken for it. */
export function findService(dir: string, name: string): number | null {
  const pid = Number(readIfThere(pidFile(dir, name)));
  const started = pid > 1 ? startTimeOf(pid) : null;
  return started !== null && started === readIfThere(startFile(dir, name)) ? pid : null;
}

/** The names of all services that an instance has a pid file of. */
export const listServices = (dir: string): string[] =>
  globSync('*.pid', { cwd: join(dir, 'run') }).map((file) => basename(file, '.pid'));

/** Starts a service in a session of its own, so that a Ctrl-C in the terminal reaches only the script that started it. */
export async function startService(dir: string, service: Service): Promise<number> {
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const log = openSync(logFile(dir, service.name), 'a', 0o600);
  try {
    const child = spawn(service.command, service.args, {
      cwd: service.cwd,
      env: service.env as NodeJS.ProcessEnv | undefined,
      uid: service.uid,
      gid: service.gid,
      detached: true,
      stdio: ['ignore', log, log],
    });
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    const { pid } = child;
    if (pid === undefined) throw new Stop(`${service.name} did not start: see ${logFile(dir, service.name)}.`);
    recordService(dir, service.name, pid);
    return pid;
  } finally {
    closeSync(log);
  }
}

/** Waits for `check` as long as the service lives; when it ends early, its last log lines are in the error. */
export async function untilServing(
  dir: string,
  name: string,
  seconds: number,
  check: () => Promise<unknown>,
): Promise<void> {
  await until(`${name} (see ${logFile(dir, name)})`, seconds, async () => {
    if (findService(dir, name) === null) {
      throw new Stop(`${name} ended right after its start: see ${logFile(dir, name)}.\n${lastLines(dir, name)}`);
    }
    return (await check()) !== false;
  });
}

/** The last lines of a service's log. */
export function lastLines(dir: string, name: string, count = 5): string {
  try {
    return readFileSync(logFile(dir, name), 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}

/** Ends a service: `politely` first, SIGKILL after 12 s. Nothing happens when it does not run. */
export async function stopService(dir: string, name: string, politely: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const pid = findService(dir, name);
  if (pid !== null) {
    signal(pid, politely);
    const gone = () => findService(dir, name) === null;
    await until(`the end of ${name}`, 12, gone).catch(() => signal(pid, 'SIGKILL'));
    await until(`the end of ${name} after SIGKILL`, 5, gone);
  }
  rmSync(pidFile(dir, name), { force: true });
  rmSync(startFile(dir, name), { force: true });
}
