import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canInstallPackages, unpackFromPackage } from './debian.ts';
import { withLock } from './lock.ts';
import { Stop } from './stop.ts';
import { cacheFolder, findOnPath } from './tools/system.ts';

const cached = join(cacheFolder, 'bin', 'promtool');
/** Nothing but a download of 20 MB. */
const LONGEST_SECONDS = 600;

/**
 * The path of promtool: from PATH, or the cache; on Debian as root taken out of the package once. The package itself is not installed,
 * because it starts a Prometheus.
 */
export async function ensurePromtool(): Promise<string> {
  const found = findOnPath('promtool') ?? (existsSync(cached) ? cached : null);
  if (found) return found;
  if (!canInstallPackages())
    throw new Stop('promtool is missing: install Prometheus (https://prometheus.io/download), then run this again.');
  await mkdir(dirname(cached), { recursive: true });
  await withLock(`${cached}.lock`, 'fetching promtool', LONGEST_SECONDS, async () => {
    if (!existsSync(cached)) await unpackFromPackage('prometheus', 'usr/bin/promtool', cached);
  });
  return cached;
}
