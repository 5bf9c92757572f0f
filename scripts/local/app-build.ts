import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { demandSpace } from './disk.ts';
import { ensureGenerated } from './generated.ts';
import { withLock } from './lock.ts';
import { root } from './root.ts';
import { step } from './say.ts';
import { Stop } from './stop.ts';

/** What a build is made from. */
const sources = [
  '*.{ts,mjs,json}',
  'app/**/*',
  'server/**/*',
  'public/**/*',
  'prisma/schema.prisma',
  'helm/{woocommerce,medusa}/**/*',
];

/** What the app does not contain, or what follows from the rest and is written by a build itself. */
const passedOver = /\.test\.tsx?$|^(vitest|playwright)\.config\.ts$|^next-env\.d\.ts$|^server\/generated\//;

/** Builds lie where neither `npm ci` nor the next build removes them under a running app. Instances of one checkout share them. */
const buildsFolder = join(root, '.next/cache/storewright');
const keptBuilds = 3;
const longestBuildSeconds = 900;

/** One hash over name and content of every source file. */
function hashSources(): string {
  const hash = createHash('sha256');
  const files = sources.flatMap((pattern) => globSync(pattern, { cwd: root })).filter((path) => !passedOver.test(path));
  for (const path of files.toSorted()) {
    if (!statSync(join(root, path)).isFile()) continue;
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

async function build(): Promise<void> {
  // With this very Node: the one that `#!/usr/bin/env node` finds may be too old.
  const result = await execa(process.execPath, [join(root, 'node_modules/.bin/next'), 'build'], {
    cwd: root,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdin: 'ignore',
    reject: false,
    all: true,
  });
  if (result.exitCode !== 0)
    throw new Stop(`Building the app failed:\n${result.all.split('\n').slice(-30).join('\n')}`);
}

/** Moves a finished build, with what Next leaves for a CDN to serve, to its own place in one go. */
async function keep(target: string): Promise<void> {
  const draft = `${target}.draft`;
  await rm(draft, { recursive: true, force: true });
  // The traced modules are symbolic links into the folder itself, which must stay links.
  await cp(join(root, '.next/standalone'), draft, { recursive: true, verbatimSymlinks: true });
  await cp(join(root, '.next/static'), join(draft, '.next/static'), { recursive: true });
  if (existsSync(join(root, 'public'))) await cp(join(root, 'public'), join(draft, 'public'), { recursive: true });
  await rename(draft, target);
}

/** Removes the oldest builds; a running app may still read the files of a recent one. */
async function forgetOldBuilds(): Promise<void> {
  const names = (await readdir(buildsFolder)).filter((name) => name.startsWith('app-'));
  const age = (name: string) => statSync(join(buildsFolder, name)).mtimeMs;
  const old = names.toSorted((a, b) => age(b) - age(a)).slice(keptBuilds);
  for (const name of old) await rm(join(buildsFolder, name), { recursive: true, force: true });
}

async function buildOnce(): Promise<string> {
  const target = join(buildsFolder, `app-${hashSources()}`);
  if (existsSync(target)) return target;
  await demandSpace(root, 1000);
  await mkdir(buildsFolder, { recursive: true });
  await withLock(join(buildsFolder, 'build.lock'), 'building the app', longestBuildSeconds, async () => {
    if (existsSync(target)) return;
    await step('app built for production', async () => {
      await ensureGenerated();
      await build();
      await keep(target);
    });
    await forgetOldBuilds();
  });
  return target;
}

let built: Promise<string> | undefined;

/**
 * The folder of the app, built from the sources as they were at the first call in this process; made when it is not there,
 * which takes about half a minute.
 */
export function ensureAppBuild(): Promise<string> {
  built ??= buildOnce();
  return built;
}
