import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * What stands before helm's arguments. On Linux `setpriv` (util-linux) lets the kernel kill helm together with this process; a
 * killed helm leaves a pending release, which the next attempt clears, while a helm that lives on would work beside it.
 */
export function launcherOf(
  bin: string,
  path: string,
): { launcher: readonly [string, ...string[]]; diesWithParent: boolean } {
  const setpriv = process.platform === 'linux' ? findProgram('setpriv', path) : null;
  if (setpriv === null) return { launcher: [bin], diesWithParent: false };
  return { launcher: [setpriv, '--pdeathsig', 'KILL', '--', bin], diesWithParent: true };
}

/** Where a program of that name lies on PATH, or null. */
export function findProgram(name: string, path: string): string | null {
  const candidates = path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
