import { removeEndedSessions } from '#server/auth/ended-sessions.ts';
import { describeError } from '#server/errors.ts';
import { log } from '#server/log.ts';

/** Nobody waits for it, and an hour's sign-ins are few rows. */
const SWEEP_EVERY_MS = 3_600_000;

/** Removes the rows of sessions that ended long ago: now, and once an hour. Returns its end. */
export function startSessionSweeper(): () => Promise<void> {
  let sweeping = sweep();
  const timer = setInterval(() => {
    sweeping = sweep();
  }, SWEEP_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}

async function sweep(): Promise<void> {
  try {
    const { removed } = await removeEndedSessions();
    if (removed > 0) log.info({ removed }, 'sessions.removed');
  } catch (error) {
    log.warn({ reason: describeError(error) }, 'sessions.sweep-failed');
  }
}
