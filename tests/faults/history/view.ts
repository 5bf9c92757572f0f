import { setTimeout as pause } from 'node:timers/promises';
import { serialize } from 'superjson';
import { applyToList, type StoreList } from '#app/live/store-list.ts';
import type { StoreEvent } from '#server/stores/view.ts';
import { readMessages } from '#tests/stream-messages.ts';

/** More than a person may have: their whole list is on screen. */
export const LIMIT = 50;
const REOPEN_MS = 250;

/** What one tab shows, kept as the dashboard keeps it: by its own code, from the stream alone. */
export type View = {
  list: () => StoreList;
  /** Each time at which it went back to an older version, or showed a store again that was gone. */
  setbacks: string[];
  /** Follows the stream until `signal` says so, and opens it again whenever it breaks. */
  follow: (signal: AbortSignal) => Promise<void>;
};

export function createView(url: string, token: string, note: (what: string, detail?: unknown) => void): View {
  let list: StoreList = {
    stores: [],
    nextCursor: null,
    counts: { provisioning: 0, ready: 0, failed: 0, deleting: 0 },
  };
  const gone = new Set<string>();
  const newest = new Map<string, number>();
  const setbacks: string[] = [];

  function take(event: StoreEvent): void {
    if (!('counts' in event)) return note('stale');
    if (event.kind === 'deleted') gone.add(event.id);
    list = applyToList(list, event, { filter: {}, limit: LIMIT, gone });
    for (const { id, version } of list.stores) {
      const shown = newest.get(id) ?? 0;
      if (version < shown) setbacks.push(`${id} went from version ${shown} back to ${version}`);
      if (gone.has(id)) setbacks.push(`${id} came back`);
      newest.set(id, version);
    }
    const told = event.kind === 'snapshot' ? event.stores : event.kind === 'changed' ? [event.store] : [event];
    note(
      event.kind,
      told.map((store) => ('version' in store ? [store.id, store.version, store.status] : store.id)),
    );
  }

  async function open(signal: AbortSignal): Promise<void> {
    const input = encodeURIComponent(JSON.stringify(serialize({ list: { limit: LIMIT } })));
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/api/trpc/store.watch?input=${input}`, { headers, signal });
    for await (const message of readMessages(answer)) {
      if (!('event' in message)) return note('ended', message);
      take(message.event);
    }
  }

  return {
    list: () => list,
    setbacks,
    follow: async (signal) => {
      while (!signal.aborted) {
        await open(signal).catch((error: unknown) => note('broke', String(error)));
        await pause(REOPEN_MS, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
