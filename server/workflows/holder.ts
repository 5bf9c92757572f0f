import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { helm } from '#server/adapters.ts';

/** Start time of a process in clock ticks since boot: field 22 of /proc/<pid>/stat; null where there is no such process or no /proc. */
function startTimeOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may itself hold spaces and parentheses.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/**
 * How this process signs a lease: `<host>/<pid>/<start time>`. Where its helm would outlive it, the process can't be proved
 * harmless by being dead, so it signs without a pid and its lease must run out.
 */
export function ownHolder(): string {
  const startTime = helm().diesWithParent ? startTimeOf(process.pid) : null;
  return startTime === null ? `${hostname()}/-/${process.pid}` : `${hostname()}/${process.pid}/${startTime}`;
}

/** Whether the holder ran on this host and is no more. False when in doubt. */
export function isDead(holder: string): boolean {
  const [host, pid, startTime] = holder.split('/');
  if (host !== hostname() || !pid || pid === '-') return false;
  return startTimeOf(Number(pid)) !== startTime;
}
