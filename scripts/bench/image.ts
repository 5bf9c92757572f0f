import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { gatherApp } from '#scripts/image/gather.ts';
import { FREED_MEMORY } from '#scripts/local/app.ts';
import { ensureAppBuild } from '#scripts/local/app-build.ts';
import { root } from '#scripts/local/root.ts';
import { freePort } from '#scripts/local/ports.ts';
import { step } from '#scripts/local/say.ts';
import { startService, stopService, untilServing } from '#scripts/local/services.ts';
import type { Bench } from './bench.ts';

/** The app as the platform's image has it: its folder, and how it is started there. */
export type Image = { folder: string; args: string[]; env: Record<string, string> };

const WARM = 'scripts/image/warm.ts';

async function make(dir: string): Promise<Image> {
  const folder = join(dir, 'image');
  const env = {
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
    NEXT_MANUAL_SIG_HANDLE: 'true',
    ...FREED_MEMORY,
  };
  await gatherApp(await ensureAppBuild(), folder);
  await cp(join(root, WARM), join(folder, WARM));
  await execa(process.execPath, [join(folder, WARM)], { cwd: folder, env, stdout: 'ignore' });
  return { folder, args: [join(folder, 'scripts/image/entrypoint.ts'), 'serve'], env };
}

let made: Promise<Image> | undefined;

/** What the Dockerfile makes of the app, in an instance's folder, its compile cache warmed; made once. */
export function ensureImage(dir: string): Promise<Image> {
  return (made ??= step('the app as in the image, warmed', () => make(dir)));
}

const SERVICE = 'app-of-the-image';
const READY_SECONDS = 60;

export type RunningImage = { pid: number; url: string; metrics: string };

/** Runs the app of the image beside the bench's own, with metrics and `more` in its environment, as long as `use` does. */
export async function withImage<T>(
  { instance: { dir, env } }: Bench,
  more: Record<string, string>,
  use: (running: RunningImage) => Promise<T>,
): Promise<T> {
  const { folder, args, env: own } = await ensureImage(dir);
  const [port, metricsPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const ports = { PORT: String(port), METRICS_PORT: String(metricsPort) };
  const service = { name: SERVICE, command: process.execPath, args, cwd: folder };
  const given = { PATH: process.env.PATH, HOME: process.env.HOME, ...env, ...own, ...ports, ...more };
  try {
    const pid = await startService(dir, { ...service, env: given });
    const metrics = `http://127.0.0.1:${metricsPort}/metrics`;
    // Metrics are there a moment after the app is ready.
    const asked = [`${url}/api/readyz`, metrics];
    await untilServing(dir, SERVICE, READY_SECONDS, async () =>
      (await Promise.all(asked.map((address) => fetch(address)))).every(({ ok }) => ok),
    );
    return await use({ pid, url, metrics });
  } finally {
    await stopService(dir, SERVICE);
  }
}
