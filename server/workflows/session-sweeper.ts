import { removeEndedSessions } from '#server/auth/ended-sessions.ts';
import { log } from '#server/log.ts';
import { repeat } from './repeat.ts';

/** Nobody waits for it, and an hour's sign-ins are few rows. */
const SWEEP_EVERY_MS = 3_600_000;

/** Removes the rows of sessions that ended long ago: now, and once an hour. Returns its end. */
export function startSessionSweeper(): () => Promise<void> {
  return repeat(SWEEP_EVERY_MS, 'sessions.sweep-failed', async () => {
    const { removed } = await removeEndedSessions();
    if (removed > 0) log.info({ removed }, 'sessions.removed');
  });
}
