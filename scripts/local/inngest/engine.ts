import type { Server } from 'node:http';
import { createEngineServer } from './server.ts';
import type { Core } from './core.ts';
import { openDatabase } from './database.ts';
import { dispatch } from './dispatch.ts';
import { loadFunctions } from './functions.ts';
import { createQueue, type QueueItem, type Slot } from './queue.ts';
import type { Settings } from './settings.ts';
import { keepInSync } from './sync.ts';

const hour = 60 * 60 * 1000;

/** A running engine: the port it listens on at 127.0.0.1, and how to end it. */
export type Engine = { port: number; stop(): Promise<void> };

/**
 * Starts the engine: takes up what an earlier one left in the database, listens on 127.0.0.1 and looks for the app.
 * Throws when another engine uses the database or the port is taken. `onLost` is called when it must not go on.
 */
export async function startEngine(
  settings: Settings,
  log: Core['log'],
  onLost: (reason: string) => void,
): Promise<Engine> {
  const database = await openDatabase(settings.databaseUrl, onLost);
  const functions = await loadFunctions(database);
  const queue = createQueue((item) => dispatch(core, item));
  const core: Core = { settings, database, functions, queue, log };

  const server = createEngineServer(core);
  await listen(server, settings.port);
  await takeUp(core);
  await prune(core);
  const pruning = setInterval(() => void prune(core), hour);
  const stopSync = keepInSync(core);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    stop: async () => {
      stopSync();
      clearInterval(pruning);
      await queue.drain(settings.drainMs);
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
      await database.close();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (error: NodeJS.ErrnoException) =>
    reject(
      error.code === 'EADDRINUSE' ? new Error(`port ${port} is taken; set INNGEST_ENGINE_PORT to another`) : error,
    ),
  );
  server.listen(port, '127.0.0.1', resolve);
  await promise;
}

/** Puts the stored items into the queue. A call that was running may still run in the app: it is given time to report. */
async function takeUp({ database, queue, settings }: Core): Promise<void> {
  const rows = await database.query<{
    id: string;
    run_id: string;
    kind: QueueItem['kind'];
    step_id: string | null;
    due_at: Date;
    dispatch: string | null;
    slots: Slot[];
  }>('select items.*, runs.slots from items join runs on runs.id = items.run_id order by items.id');
  for (const row of rows) {
    const isOrphan = row.dispatch !== null;
    queue.add({
      id: row.id,
      runId: row.run_id,
      kind: row.kind,
      stepId: row.step_id,
      dueAt: isOrphan ? Date.now() + settings.orphanMs : row.due_at.getTime(),
      slots: row.kind === 'call' ? row.slots : [],
      isOrphan,
    });
  }
}

/** Forgets what no one asks for any more: ended runs and events after a week, event ids after their 24 hours. */
async function prune({ database, log }: Core): Promise<void> {
  try {
    await database.query(`delete from runs where ended_at < now() - interval '7 days'`);
    await database.query(`delete from events where received_at < now() - interval '7 days'`);
    await database.query(`delete from seen_events where seen_at < now() - interval '24 hours'`);
  } catch (error) {
    log('Old runs could not be removed; the next hour tries again', { error: String(error) });
  }
}
