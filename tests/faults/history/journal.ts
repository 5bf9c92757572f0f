import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../support/world.ts';
import type { Plan } from './plan.ts';

/** Tells one line of what was done: milliseconds since the beginning, who, what. */
export type Note = (who: string, what: string, detail?: unknown) => void;

/** What a run leaves for those who look for a fault: a folder with the plan, what was done when, and where it ended. */
export type Journal = {
  folder: string;
  note: Note;
  /** Keeps the rows, the words of the apps and helm's journal before their world goes. */
  keep: (world: World) => Promise<void>;
  discard: () => void;
};

const TABLES = ['stores', 'operations', 'steps', 'audit_entries', 'observed_statuses'];

export function openJournal(plan: Plan): Journal {
  const folder = mkdtempSync(join(tmpdir(), `storewright-history-${plan.seed}-`));
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan, null, 1));
  const start = performance.now();
  return {
    folder,
    note: (who, what, detail) => {
      const line = { ms: Math.round(performance.now() - start), clock: new Date().toISOString(), who, what, detail };
      appendFileSync(join(folder, 'done.jsonl'), `${JSON.stringify(line)}\n`);
    },
    keep: async (world) => {
      cpSync(world.folder, join(folder, 'world'), { recursive: true, filter: (path) => !path.endsWith('/token') });
      for (const table of TABLES) {
        const { rows } = await world.database.pool.query(`select * from ${table}`);
        writeFileSync(join(folder, `${table}.json`), JSON.stringify(rows, null, 1));
      }
    },
    discard: () => rmSync(folder, { recursive: true }),
  };
}
