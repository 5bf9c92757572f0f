import { mkdirSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { usualFolder } from '#scripts/local/arguments.ts';
import { freePort } from '#scripts/local/ports.ts';
import { root } from '#scripts/local/root.ts';
import { step } from '#scripts/local/say.ts';
import { startService, stopService } from '#scripts/local/services.ts';
import type { Bench } from './bench.ts';
import { ensureImage } from './image.ts';
import { millisecondsOf, type Measurement } from './measurement.ts';

/** The least that Next can be: one route that says that it is ready. */
const HELLO = {
  'next.config.mjs': `export default { output: 'standalone' };\n`,
  'app/layout.js': `export default ({ children }) => <html><body>{children}</body></html>;\n`,
  'app/api/readyz/route.js': `export const dynamic = 'force-dynamic';\nexport const GET = () => new Response('ok');\n`,
};

/** The folder of the built hello, made once. Inside the checkout, whose Next it is built with. */
async function ensureHello(): Promise<string> {
  const folder = join(usualFolder, 'bench-hello');
  const built = join(folder, '.next/standalone', folder.slice(root.length));
  if (existsSync(join(built, 'server.js'))) return built;
  mkdirSync(join(folder, 'app/api/readyz'), { recursive: true });
  for (const [name, text] of Object.entries(HELLO)) writeFileSync(join(folder, name), text);
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const next = join(root, 'node_modules/.bin/next');
  await step('a bare Next app, built once', () => execa(process.execPath, [next, 'build'], { cwd: folder, env }));
  return built;
}

type App = { folder: string; args?: string[]; env: Record<string, string> };

/** From the start of the process to its first good answer, on a port of its own. */
async function startToReady(
  { dir }: Bench['instance'],
  { folder, args = [join(folder, 'server.js')], env }: App,
): Promise<number> {
  const port = await freePort();
  const own = { PATH: process.env.PATH, HOME: process.env.HOME, ...env, HOSTNAME: '127.0.0.1', PORT: String(port) };
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/api/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  try {
    return await millisecondsOf(async () => {
      await startService(dir, { name: 'bench-start', command: process.execPath, args, cwd: folder, env: own });
      while (!(await isReady())) await pause(5);
    });
  } finally {
    await stopService(dir, 'bench-start');
  }
}

/** How long a restart keeps people waiting, and how long a new pod takes once its image is there. */
export const start: Measurement = {
  title: 'start of the image to 200 from /api/readyz',
  against: 'a bare Next standalone app with that one route',
  unit: 'ms',
  pairs: 10,
  goal: { of: 'ratio', atMost: 2 },
  ours: async ({ instance }) => {
    const image = await ensureImage(instance.dir);
    return startToReady(instance, { ...image, env: { ...instance.env, ...image.env } });
  },
  bare: async ({ instance }) =>
    startToReady(instance, { folder: await ensureHello(), env: { NODE_ENV: 'production' } }),
};
