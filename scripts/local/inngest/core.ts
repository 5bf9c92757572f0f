import type { Database, Query } from './database.ts';
import type { EventPayload } from './event-payload.ts';
import type { Functions } from './functions.ts';
import type { Queue, QueueItem, Slot } from './queue.ts';
import type { Settings } from './settings.ts';

/** What every part of the engine works with. */
export type Core = {
  settings: Settings;
  database: Database;
  functions: Functions;
  queue: Queue;
  log: (message: string, fields?: Record<string, unknown>) => void;
};

/** One transaction: what is written, and what follows once it is committed. */
export type Tx = {
  core: Core;
  query: Query;
  /** Adds work for a run; it starts after the commit. */
  enqueue(item: Omit<QueueItem, 'id'>): Promise<void>;
  /** An event of the engine's own, accepted at the end of this very transaction. */
  emit(event: EventPayload): void;
  afterCommit(effect: () => void): void;
};

/** A live run, locked by the transaction that reads it. */
export type Run = {
  id: string;
  function_id: string;
  event: EventPayload;
  slots: Slot[];
  parent_run_id: string | null;
  parent_step_id: string | null;
  created_at: Date;
};
