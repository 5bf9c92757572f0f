import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { startTimeOf } from './process-identity.ts';
import { say } from './say.ts';
import { Stop } from './stop.ts';
import { until } from './until.ts';

/** Takes the lock file or answers false; a lock whose process is gone is taken over. */
function take(path: string): boolean {
  const mine = `${process.pid} ${startTimeOf(process.pid)}`;
  try {
    writeFileSync(path, mine, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const [pid, started] = readFileSync(path, 'utf8').split(' ');
  if (started !== undefined && startTimeOf(Number(pid)) !== started) rmSync(path, { force: true });
  return false;
}

/** Does the work while no other process on this machine does it. Waits at most `seconds` for the other one. */
export async function withLock<T>(path: string, what: string, seconds: number, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  // Twice, because the first try only clears away what a dead process left.
  if (!take(path) && !take(path)) {
    say(`  … another run is busy with ${what}; waiting for it`);
    await until(`another run that is busy with ${what}`, seconds, () => take(path)).catch((error: unknown) => {
      throw error instanceof Stop ? new Stop(`${error.message} If there is none, remove ${path}.`) : error;
    });
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
