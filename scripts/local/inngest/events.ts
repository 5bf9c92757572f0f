import type { Tx } from './core.ts';
import type { SentEvent } from './event-payload.ts';
import { isMatch } from './expressions.ts';
import { findLiveRun } from './live-run.ts';
import { momentOf } from './moment.ts';
import { newId } from './new-id.ts';
import { cancelRun, createRun } from './runs.ts';
import { endWait } from './steps.ts';

/**
 * Lets an event act: it cancels runs, ends waits and starts runs, in that order, so that a run is never cancelled by the
 * event that starts it. A second event of the same id starts no second run of a function for 24 hours.
 * Returns the internal id, which differs each time.
 */
export async function acceptEvent(tx: Tx, event: SentEvent): Promise<string> {
  const id = newId();
  const { payload } = event;
  await tx.query('insert into events (id, name, payload) values ($1, $2, $3)', [
    id,
    payload.name,
    JSON.stringify(payload),
  ]);
  await cancelRuns(tx, event);
  await endWaits(tx, event);
  await startRuns(tx, event);
  return id;
}

async function cancelRuns(tx: Tx, { payload }: SentEvent): Promise<void> {
  for (const config of tx.core.functions.all()) {
    const cancels = config.cancel.filter(({ event }) => event === payload.name);
    if (cancels.length === 0) {
      continue;
    }
    const live = await tx.query<{ id: string; event: unknown; created_at: Date }>(
      `select id, event, created_at from runs where function_id = $1 and status in ('queued', 'running') order by id`,
      [config.id],
    );
    for (const run of live) {
      const isCancelled = cancels.some(
        ({ if: expression, timeout }) =>
          isMatch(expression, { event: run.event, async: payload }) &&
          (timeout === undefined || momentOf(timeout, run.created_at.getTime()) > Date.now()),
      );
      const locked = isCancelled ? await findLiveRun(tx, run.id) : null;
      if (locked !== null) {
        await cancelRun(tx, locked);
      }
    }
  }
}

async function endWaits(tx: Tx, { payload }: SentEvent): Promise<void> {
  const waits = await tx.query<{ run_id: string; id: string; expression: string | null; event: unknown }>(
    `select steps.run_id, steps.id, steps.expression, runs.event from steps join runs on runs.id = steps.run_id
     where steps.event_name = $1 and steps.status = 'waiting' order by steps.run_id, steps.id`,
    [payload.name],
  );
  for (const wait of waits) {
    if (isMatch(wait.expression, { event: wait.event, async: payload })) {
      await endWait(tx, wait.run_id, wait.id, { type: 'data', data: payload });
    }
  }
}

async function startRuns(tx: Tx, event: SentEvent): Promise<void> {
  const { payload } = event;
  for (const config of tx.core.functions.all()) {
    const isTriggered = config.triggers.some(
      (trigger) => trigger.event === payload.name && isMatch(trigger.expression, { event: payload }),
    );
    if (isTriggered && (!event.isNamed || (await isFirst(tx, config.id, payload.id)))) {
      await createRun(tx, config, payload);
    }
  }
}

async function isFirst(tx: Tx, functionId: string, eventId: string): Promise<boolean> {
  const rows = await tx.query(
    `insert into seen_events (function_id, event_id) values ($1, $2)
     on conflict (function_id, event_id) do update set seen_at = now()
     where seen_events.seen_at < now() - interval '24 hours' returning 1`,
    [functionId, eventId],
  );
  return rows.length > 0;
}
