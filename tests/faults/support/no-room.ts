import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary directory in which helm's folder cannot be made, until `free` is called. */
export type NoRoom = { folder: string; free: () => void; remove: () => void };

/** Whether this account may mount anything. */
export const canMount = spawnSync('unshare', ['--mount', 'true']).status === 0;

/** A file system of its own without room for one more file. */
export const fullFolder = (): NoRoom => mounted('size=64k,nr_inodes=1', 'size=16m,nr_inodes=1k');

/** A file system of its own to which nothing is written. */
export const readOnlyFolder = (): NoRoom => mounted('ro', 'rw');

function mounted(options: string, mended: string): NoRoom {
  const folder = mkdtempSync(join(tmpdir(), 'no-room-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  return {
    folder,
    free: () => void execFileSync('mount', ['-o', `remount,${mended}`, folder]),
    remove: () => {
      execFileSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Something else bears the name that helm's folder should have. */
export function takenFolder(): NoRoom {
  const folder = mkdtempSync(join(tmpdir(), 'no-room-'));
  const place = join(folder, `storewright-helm-${process.getuid?.() ?? 0}`);
  writeFileSync(place, '');
  return { folder, free: () => rmSync(place), remove: () => rmSync(folder, { recursive: true }) };
}
