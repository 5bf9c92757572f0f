import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Stop } from './stop.ts';

/** Throws a Stop when fewer than `megabytes` are free where `folder` is or will be. */
export async function demandSpace(folder: string, megabytes: number): Promise<void> {
  let place = folder;
  while (!existsSync(place)) place = dirname(place);
  const { bavail, bsize } = await statfs(place);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free >= megabytes) return;
  throw new Stop(
    `The disk is full: ${place} has ${free} MB left and ${megabytes} MB are needed. Free some space, then run this again.`,
  );
}
