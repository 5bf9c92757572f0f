import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { say } from '../say.ts';
import { Stop } from '../stop.ts';
import type { Pin } from './pins.ts';
import { fill, system } from './system.ts';

const connectSeconds = 4;
const downloadSeconds = 600;

/** Hosts that did not answer: asked once per run, so that a machine without internet goes on in seconds. */
const reachable = new Map<string, Promise<boolean>>();

function isReachable(url: string): Promise<boolean> {
  const { origin } = new URL(url);
  const known = reachable.get(origin);
  if (known) return known;
  const asked = fetch(origin, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(connectSeconds * 1000),
  }).then(
    () => true,
    () => false,
  );
  reachable.set(origin, asked);
  return asked;
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(downloadSeconds * 1000) });
  if (!response.ok) throw new Stop(`${url} answered ${response.status}.`);
  return response;
}

/** The sha256 that the project publishes for `file`; null when it publishes none. */
async function publishedChecksum(pin: Pin, url: string): Promise<string | null> {
  if (pin.checksum !== 'github') {
    const lines = (await (await get(fill(pin.checksum, pin))).text()).trim().split('\n');
    const line = lines.length === 1 ? lines[0] : lines.find((one) => one.split(/\s+\*?/)[1] === basename(url));
    return line?.split(/\s+/)[0] || null;
  }
  const [, owner, repository, , , tag] = new URL(url).pathname.split('/');
  const release = await get(`https://api.github.com/repos/${owner}/${repository}/releases/tags/${tag}`);
  const { assets } = (await release.json()) as { assets: { name: string; digest?: string | null }[] };
  return assets.find((asset) => asset.name === basename(url))?.digest?.replace('sha256:', '') ?? null;
}

/**
 * Downloads a pinned program into `folder` and answers its path, or null when its project has no file for this machine, publishes
 * no checksum of it, or cannot be reached. A file with another checksum than the published one throws a Stop.
 */
export async function download(pin: Pin, folder: string): Promise<string | null> {
  const url = fill(pin.url, pin);
  if (!pin.systems.includes(system) || !(await isReachable(url))) return null;
  const bytes = Buffer.from(await (await get(url)).arrayBuffer());
  const checksum = await publishedChecksum(pin, url);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (checksum === null) {
    say(`  ! ${url}: its project publishes no checksum, so it is not used`);
    return null;
  }
  if (checksum !== actual) throw new Stop(`${url} has the checksum ${actual}, but ${checksum} is published: not used.`);
  const file = join(folder, basename(url));
  await writeFile(file, bytes);
  if (!pin.member) return file;
  await execa('tar', ['-xzf', file, '-C', folder]);
  return join(folder, fill(pin.member, pin));
}
