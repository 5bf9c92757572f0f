import { lstatSync, mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { HelmError } from './errors.ts';

/**
 * Makes sure that the folder is there and that nobody else can write to it: helm would run a plugin that it finds there. Throws
 * a HelmError `no-room` with what to do where it cannot be had. The path stays out of its words, which everybody may read.
 */
export function ensureOwnFolder(path: string): void {
  const uid = process.getuid?.() ?? 0;
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const found = lstatSync(path);
    if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EEXIST')
      throw noRoom(`helm's folder in the temporary directory could not be made (${code}). Free room there`, cause);
  }
  throw noRoom(`${basename(path)} in the temporary directory is not a folder of this account's alone. Remove it`);
}

function noRoom(what: string, cause?: unknown): HelmError {
  return new HelmError('no-room', 'helm', `${what}, or set TMPDIR to another place.`, { cause });
}
