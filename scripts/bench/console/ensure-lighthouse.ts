import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { step } from '#scripts/local/say.ts';
import { Stop } from '#scripts/local/stop.ts';
import { cacheFolder } from '#scripts/local/tools/system.ts';

/** What a run of Lighthouse says, as far as it is read here. */
export type Audit = {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { title: string; score: number | null; numericValue?: number }>;
};

type Options = { port: number; logLevel: 'error'; disableStorageReset: boolean; extraHeaders: Record<string, string> };
export type Lighthouse = (url: string, options: Options, config: unknown) => Promise<{ lhr: Audit }>;

/** Lighthouse and its modules weigh 176 MB, which nobody needs who does not measure: so they are no dependency of the product. */
const source = fileURLToPath(new URL('lighthouse', import.meta.url));
const lockHash = createHash('sha256')
  .update(readFileSync(join(source, 'package-lock.json')))
  .digest('hex')
  .slice(0, 12);

async function install(folder: string): Promise<void> {
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  await cp(source, draft, { recursive: true });
  const args = ['ci', '--prefix', draft, '--ignore-scripts', '--no-audit', '--no-fund'];
  const { exitCode, stderr } = await execa('npm', args, { cwd: draft, stdin: 'ignore', reject: false });
  if (exitCode !== 0) throw new Stop(`Lighthouse could not be installed:\n${stderr}`);
  await rename(draft, folder);
}

/** Lighthouse as its lock file says, from the cache or installed there once, and its settings for a desktop. */
export async function ensureLighthouse(): Promise<{ lighthouse: Lighthouse; desktop: unknown }> {
  const folder = join(cacheFolder, `lighthouse-${lockHash}`);
  if (!existsSync(folder)) await step(`Lighthouse, kept in ${folder}`, () => install(folder));
  const load = (path: string) => import(pathToFileURL(join(folder, 'node_modules/lighthouse/core', path)).href);
  const [{ default: lighthouse }, { default: desktop }] = [
    (await load('index.js')) as { default: Lighthouse },
    (await load('config/desktop-config.js')) as { default: unknown },
  ];
  return { lighthouse, desktop };
}
