import { existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { demandSpace } from '../disk.ts';
import { withLock } from '../lock.ts';
import { step } from '../say.ts';
import { Stop } from '../stop.ts';
import { build } from './build.ts';
import { unpackLayer } from './layer.ts';
import { goVersion, pins, type Pin, type ToolName } from './pins.ts';
import { download } from './release.ts';
import { cacheFolder, findOnPath, isVersion, system } from './system.ts';

export type Tools = Record<ToolName, string>;

const longestBuildSeconds = 1800;

/** Where a program of this version lies in the cache. */
const cached = (name: ToolName) => join(cacheFolder, 'bin', `${name}-${pins[name].version}`);

/** Makes one program in a folder of its own and moves it into the cache in one go, so that nobody ever sees half of it. */
async function make(name: ToolName, pin: Pin): Promise<void> {
  const folder = join(cacheFolder, 'work', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mkdir(join(cacheFolder, 'bin'), { recursive: true });
  try {
    const file =
      (await download(pin, folder)) ?? (await build(name, pin, folder)) ?? (await unpackLayer(name, pin, folder));
    if (!file) throw new Stop(missing(name, pin));
    await chmod(file, 0o755);
    if (!(await isVersion(file, pin)))
      throw new Stop(`${name} was made, but it is not version ${pin.version} or does not run on ${system}.`);
    await rename(file, cached(name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function missing(name: ToolName, pin: Pin): string {
  const host = new URL(pin.url).host;
  const otherwise = pin.build
    ? `install Go ${goVersion} or newer (https://go.dev/dl), which builds it`
    : 'put it on PATH';
  return `${name} ${pin.version} is missing and cannot be had: let this machine reach https://${host}, or ${otherwise}, then run this again.`;
}

/** The path of one pinned program: from PATH when its version there is the pinned one, else from the cache, else downloaded or built once. */
export async function ensureTool(name: ToolName): Promise<string> {
  const pin: Pin = pins[name];
  const onPath = findOnPath(name);
  if (onPath && (await isVersion(onPath, pin))) return onPath;
  if (existsSync(cached(name))) return cached(name);
  await demandSpace(cacheFolder, 2000);
  await withLock(`${cached(name)}.lock`, `making ${name}`, longestBuildSeconds, async () => {
    if (!existsSync(cached(name)))
      await step(`${name} ${pin.version}, kept in ${join(cacheFolder, 'bin')}`, () => make(name, pin));
  });
  return cached(name);
}

/** The paths of all pinned programs. What has to be made is made one after the other: each build uses every core. */
export async function ensureTools(): Promise<Tools> {
  const paths: [string, string][] = [];
  for (const name of Object.keys(pins) as ToolName[]) paths.push([name, await ensureTool(name)]);
  return Object.fromEntries(paths) as Tools;
}
