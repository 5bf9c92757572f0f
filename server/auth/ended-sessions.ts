import { backgroundDb } from '#server/db.ts';

/**
 * How long the row of an ended session stays: long enough to look into what a stolen cookie was good for. What was done with it
 * stands in the audit log for good; the row itself has served its time, since a session without one counts as ended.
 */
const KEPT_DAYS = 30;
/** Rows in one statement, so that none locks many of them for long. */
const BATCH = 1_000;

/** Removes the sessions that ran out or were signed out more than 30 days ago. Safe to repeat and to run at once. */
export async function removeEndedSessions(): Promise<{ removed: number }> {
  for (let removed = 0; ;) {
    const batch = await backgroundDb().$executeRaw`
      delete from sessions where id in (
        select id from sessions where least(expires_at, revoked_at) < now() - make_interval(days => ${KEPT_DAYS}::int) limit ${BATCH}
      )`;
    removed += batch;
    if (batch < BATCH) return { removed };
  }
}
