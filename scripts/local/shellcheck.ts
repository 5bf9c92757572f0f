import { canInstallPackages, installPackage } from './debian.ts';
import { Stop } from './stop.ts';
import { findOnPath } from './tools/system.ts';

/** The path of shellcheck: from PATH; on Debian as root installed. */
export async function ensureShellcheck(): Promise<string> {
  const found = findOnPath('shellcheck');
  if (found) return found;
  if (!canInstallPackages())
    throw new Stop('shellcheck is missing: install it (https://www.shellcheck.net), then run this again.');
  await installPackage('shellcheck');
  return '/usr/bin/shellcheck';
}
