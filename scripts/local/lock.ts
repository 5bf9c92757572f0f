import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readIfThere } from './private-file.ts';
import { startTimeOf } from './process-identity.ts';
import { say } from './say.ts';
import { Stop } from './stop.ts';
import { until } from './until.ts';

const mine = () => `${process.pid} ${startTimeOf(process.pid)}`;

/** Whether the process that a lock file names is gone. A file without content is just being written. */
function isLeftBehind(content: string): boolean {
  const [pid, started] = content.split(' ');
  return started !== undefined && startTimeOf(Number(pid)) !== started;
}

/** Takes the lock file or answers false. What a dead process left is put aside first. */
function take(path: string): boolean {
  const content = readIfThere(path);
  if (content !== null && isLeftBehind(content)) putAside(path);
  try {
    writeFileSync(path, mine(), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

/** Renames, because only one process can rename a file; and puts it back when another took the lock since it was read. */
function putAside(path: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (!isLeftBehind(readFileSync(aside, 'utf8'))) linkSync(aside, path);
    rmSync(aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Does the work while no other process on this machine does it. Waits at most `seconds` for the other one. */
export async function withLock<T>(path: string, what: string, seconds: number, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  if (!take(path)) {
    say(`  … another run is busy with ${what}; waiting for it`);
    await until(`another run that is busy with ${what}`, seconds, () => take(path)).catch((error: unknown) => {
      throw error instanceof Stop ? new Stop(`${error.message} If there is none, remove ${path}.`) : error;
    });
  }
  try {
    return await work();
  } finally {
    if (readIfThere(path) === mine()) rmSync(path);
  }
}
