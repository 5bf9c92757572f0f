import { homedir } from 'node:os';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import type { Pin } from './pins.ts';

/** This machine as Go writes it, for example `linux` and `amd64`. */
export const os = process.platform;
export const arch = process.arch === 'x64' ? 'amd64' : process.arch;
export const system = `${os}-${arch}`;

/** The folder that is shared by all checkouts of this user. XDG_CACHE_HOME moves it. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'storewright');

/** Fills the version and this machine into a pattern of `pins.ts`. */
export const fill = (pattern: string, pin: Pin): string =>
  pattern.replaceAll('{v}', pin.version).replaceAll('{os}', os).replaceAll('{arch}', arch);

/** The first executable of this name on PATH, or null. */
export function findOnPath(name: string): string | null {
  const isExecutable = (file: string) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  const files = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return files.find(isExecutable) ?? null;
}

/** Whether a program says that it is exactly the pinned version. A program that is not there says nothing. */
export async function isVersion(command: string, pin: Pin): Promise<boolean> {
  const { stdout, exitCode } = await execa(command, pin.ask, { reject: false, timeout: 10_000, stdin: 'ignore' });
  return (
    exitCode === 0 &&
    stdout.split(/[^0-9A-Za-z.+-]+/).some((word) => word === pin.version || word === `v${pin.version}`)
  );
}
