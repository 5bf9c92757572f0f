import { listen } from '#server/db.ts';
import { env } from '#server/env.ts';
import { describeError } from '#server/errors.ts';
import { log } from '#server/log.ts';
import { metrics } from '#server/metrics/metrics.ts';
import { claimDispatches, listLiveOperations, type OutboxRow, recordSent } from '#server/stores/outbox.ts';
import { inngest } from './client.ts';
import { dueDispatch } from './due.ts';
import { operationRequested } from './events.ts';
import { isDead } from './holder.ts';

/** A send that takes longer counts as failed; a repetition under the same id does no harm. */
const SEND_TIMEOUT_MS = 5_000;
/** As long as a send may take, and a little: then another process may take the operation. */
const CLAIM_SECONDS = 8;

/**
 * Sends the events of operations: at once when one is committed, and by looking every few seconds for what was not sent, not
 * acknowledged, or has gone stale (DESIGN §5). Every process runs one; rows are claimed. Returns its end.
 */
export function startDispatcher(): () => Promise<void> {
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  const beganAt = performance.now();

  const look = () => {
    if (stopped) return;
    if (looking) {
      again = true;
      return;
    }
    looking = dispatchDue(beganAt)
      .then((isDone) => void (isDone && metrics().dispatcherSuccess.setToCurrentTime()))
      .catch((error: unknown) => log.warn({ reason: describeError(error) }, 'dispatcher.look-failed'))
      .finally(() => {
        looking = null;
        if (again) {
          again = false;
          look();
        }
      });
  };
  const unlisten = listen('operation_requested', look, look);
  const timer = setInterval(look, env().DISPATCH_INTERVAL_SECONDS * 1000);
  look();

  return async () => {
    stopped = true;
    clearInterval(timer);
    unlisten();
    await looking;
  };
}

/** False when Inngest did not take the events. `beganAt`: when this dispatcher began, by performance.now(). */
async function dispatchDue(beganAt: number): Promise<boolean> {
  const { now, rows } = await listLiveOperations();
  const { STALE_DISPATCH_SECONDS, LEASE_SECONDS, HELM_TIMEOUT_SECONDS } = env();
  const settings = {
    since: now - (performance.now() - beganAt),
    staleMs: STALE_DISPATCH_SECONDS * 1000,
    takeoverMs: LEASE_SECONDS * 1000,
    boundMs: HELM_TIMEOUT_SECONDS * 1000,
  };
  const due = rows.flatMap((row) => {
    const what = dueDispatch(row, now, settings, isDead);
    return what ? [{ id: row.id, dispatch: row.dispatch, next: what === 'next' }] : [];
  });
  if (due.length === 0) return true;
  const claimed = await claimDispatches(due, CLAIM_SECONDS);
  if (claimed.length === 0) return true;
  const anew = new Set(due.flatMap(({ id, next }) => (next ? [id] : [])));
  for (const { id, dispatch } of claimed) {
    if (anew.has(id)) metrics().dispatcherRequeued.inc();
    if (dispatch > 1) log.info({ operationId: id, dispatch }, 'dispatcher.sent-again');
  }
  const isSent = await send(claimed, new Map(rows.map((row) => [row.id, row])));
  await recordSent(claimed, isSent);
  return isSent;
}

async function send(
  claimed: readonly { id: string; dispatch: number }[],
  rows: Map<string, OutboxRow>,
): Promise<boolean> {
  const events = claimed.flatMap(({ id, dispatch }) => {
    const row = rows.get(id);
    return row
      ? [
          operationRequested.create(
            { operationId: id, ownerId: row.ownerId, kind: row.kind },
            { id: `${id}.${dispatch}` },
          ),
        ]
      : [];
  });
  try {
    await withTimeout(inngest().send(events));
    return true;
  } catch (error) {
    log.warn({ reason: describeError(error), events: events.length }, 'dispatcher.send-failed');
    return false;
  }
}

function withTimeout<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`Inngest did not acknowledge within ${SEND_TIMEOUT_MS} ms`)),
    SEND_TIMEOUT_MS,
  );
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
