import { join } from 'node:path';
import type { Setting } from './parts.ts';
import { findService, startService, stopService, untilServing } from './services.ts';

const readySeconds = 60;

/** Starts the app in production mode unless it runs, and waits until it says that it is ready. */
export async function startApp({ dir, ports, env }: Setting, folder: string): Promise<void> {
  if (findService(dir, 'app') !== null) return;
  await startService(dir, {
    name: 'app',
    command: process.execPath,
    args: [join(folder, 'server.js')],
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  await untilServing(
    dir,
    'app',
    readySeconds,
    async () => (await fetch(`http://127.0.0.1:${ports.app}/api/readyz`)).ok,
  );
}

export const stopApp = (dir: string): Promise<void> => stopService(dir, 'app');
