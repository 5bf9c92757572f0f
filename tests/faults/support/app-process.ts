import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Stop } from '#scripts/local/stop.ts';
import { until } from '#scripts/local/until.ts';

export type Ended = { code: number | null; signal: NodeJS.Signals | null };

/** A running app: the built one, as production runs it. */
export type AppProcess = {
  pid: number;
  url: string;
  /** Resolves when the process is gone, whatever ended it. */
  ended: Promise<Ended>;
  /** Sends a signal, SIGKILL unless told otherwise, and waits for the end. */
  kill: (signal?: NodeJS.Signals) => Promise<Ended>;
};

/** A start of the app takes a second or two; on a crowded machine much longer. */
const READY_SECONDS = 60;

/** Whether an app that was just started is as far as its test wants it. */
export type IsReady = (url: string) => Promise<boolean>;

const saysReady: IsReady = async (url) => (await fetch(`${url}/api/readyz`)).ok;

/** Starts the app of a build's folder with `env` and waits until it says that it is ready. Its words go to `log`. */
export async function startAppProcess(
  folder: string,
  env: Record<string, string>,
  log: string,
  isReady = saysReady,
): Promise<AppProcess> {
  const output = openSync(log, 'a', 0o600);
  const child = spawn(process.execPath, [join(folder, 'server.js')], {
    cwd: folder,
    env: { NODE_ENV: 'production', PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('exit', (code, signal) => resolve({ code, signal })).once('error', reject);
  });
  const { pid } = child;
  if (pid === undefined) throw new Stop('The app could not be started.');
  const url = `http://127.0.0.1:${env.PORT}`;
  const kill = (signal: NodeJS.Signals = 'SIGKILL') => {
    child.kill(signal);
    return ended;
  };
  try {
    await until(`the app to be ready (see ${log})`, READY_SECONDS, async () => {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Stop(`The app ended at its start: see ${log}.`);
      return isReady(url);
    });
  } catch (error) {
    await kill();
    throw error;
  }
  return { pid, url, ended, kill };
}
