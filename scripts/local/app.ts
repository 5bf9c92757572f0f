import { join } from 'node:path';
import { findService, startService, stopService, untilServing } from './services.ts';

const readySeconds = 60;

/** As in the image's Dockerfile, which says why. */
export const FREED_MEMORY = { MALLOC_TRIM_THRESHOLD_: '131072' };

/** Starts a built app in production mode unless it runs, and waits until it says that it is ready. Its port is PORT of `env`. */
export async function startApp(dir: string, folder: string, env: Record<string, string>, name = 'app'): Promise<void> {
  if (findService(dir, name) !== null) return;
  await startService(dir, {
    name,
    command: process.execPath,
    args: [join(folder, 'server.js')],
    cwd: folder,
    // As in the image, no start compiles again what the one before it did: Node keeps it when the app ends.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
      ...FREED_MEMORY,
      ...env,
    },
  });
  await untilServing(dir, name, readySeconds, async () => (await fetch(`http://127.0.0.1:${env.PORT}/api/readyz`)).ok);
}

export const stopApp = (dir: string, name = 'app'): Promise<void> => stopService(dir, name);
