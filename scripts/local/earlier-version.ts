import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { demandSpace } from './disk.ts';
import { withLock } from './lock.ts';
import { root } from './root.ts';
import { step } from './say.ts';
import { Stop } from './stop.ts';
import { cacheFolder } from './tools/system.ts';

const longestBuildSeconds = 1800;

/** A version of the platform of which this checkout's history tells: its source, and its app as it built that itself. */
export type EarlierVersion = { commit: string; source: string; app: string };

async function git(args: readonly string[], why: string): Promise<string> {
  const { stdout, exitCode } = await execa('git', args, { cwd: root, reject: false, stdin: 'ignore' });
  if (exitCode === 0 && stdout !== '') return stdout;
  throw new Stop(
    `${why}: the history of this checkout does not say. Clone in full, or bring the rest (git fetch --unshallow); a new migration is to be committed first.`,
  );
}

/** The last commit without that migration. */
export async function commitBefore(migration: string): Promise<string> {
  const file = `prisma/migrations/${migration}/migration.sql`;
  const why = `What was before the migration ${migration} is not known`;
  const added = await git(['log', '--diff-filter=A', '--format=%H', '-1', '--', file], why);
  return git(['rev-parse', '--verify', '--quiet', `${added}^`], why);
}

/**
 * The platform as it was at a commit, built once on this machine by what it brought itself: its packages, its schema, its recipe of a
 * build. Outside this checkout, whose lock file Next would take for its own.
 */
export async function ensureEarlierVersion(commit: string): Promise<EarlierVersion> {
  const source = join(cacheFolder, 'versions', commit);
  const version = { commit, source, app: join(source, 'built') };
  if (existsSync(version.app)) return version;
  await withLock(`${source}.lock`, 'building an earlier version', longestBuildSeconds, async () => {
    if (!existsSync(version.app)) await step(`app of ${commit.slice(0, 7)} built`, () => build(version));
  });
  return version;
}

async function build({ commit, source, app }: EarlierVersion): Promise<void> {
  await rm(source, { recursive: true, force: true });
  await mkdir(source, { recursive: true });
  await demandSpace(source, 3000);
  const archive = execa('git', ['archive', commit], { cwd: root, encoding: 'buffer' });
  await archive.pipe('tar', ['--extract', '--directory', source]);
  const there = { cwd: source, stdin: 'ignore', all: true } as const;
  await execa('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], there);
  const ownRecipe = `process.stdout.write(await (await import('./scripts/local/app-build.ts')).ensureAppBuild())`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', ownRecipe], there);
  await rename(stdout, app);
}
