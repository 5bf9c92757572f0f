/** A place that a running call holds: at most `limit` calls hold the same key at once. */
export type Slot = { key: string; limit: number };

/** Work for a moment: a call of the app (`call`), or the end of a wait (`wake`). */
export type QueueItem = {
  id: string;
  runId: string;
  kind: 'call' | 'wake';
  stepId: string | null;
  dueAt: number;
  slots: Slot[];
  /** The call was running when the engine was killed; it may still run, so its slots stay taken until it is due. */
  isOrphan?: boolean;
};

/** The items in memory. The table `items` is the truth; this decides which of them starts when. */
export type Queue = {
  add(item: QueueItem): void;
  remove(id: string): void;
  removeRun(runId: string): void;
  /** Grants an orphan more time; does nothing to other items. */
  postponeOrphan(id: string, dueAt: number): void;
  /** Starts nothing more; resolves when no call runs, or when the time is over. */
  drain(ms: number): Promise<void>;
};

/** Calls of the app at once, so that a burst does not exhaust its sockets; further ones wait their turn. */
const maxCalls = 100;
/** The longest time that setTimeout can wait. */
const maxTimerMs = 2 ** 31 - 1;

/** Starts each item by `start` as soon as it is due and its slots are free, in the order of their moments. */
export function createQueue(start: (item: QueueItem) => Promise<void>): Queue {
  const waiting: QueueItem[] = [];
  const held = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let calls = 0;
  let isDraining = false;
  let onIdle: (() => void) | undefined;

  const hold = (item: QueueItem, by: 1 | -1) => {
    for (const { key } of item.slots) {
      held.set(key, (held.get(key) ?? 0) + by);
    }
  };
  const canStart = (item: QueueItem) =>
    calls < maxCalls && item.slots.every(({ key, limit }) => (held.get(key) ?? 0) < limit);

  const run = async (item: QueueItem) => {
    calls += 1;
    hold(item, 1);
    await start(item);
    hold(item, -1);
    calls -= 1;
    if (calls === 0) {
      onIdle?.();
    }
    pump();
  };

  const removeAt = (index: number) => {
    const [item] = waiting.splice(index, 1);
    if (item?.isOrphan) {
      hold(item, -1);
    }
  };

  const pump = () => {
    clearTimeout(timer);
    if (isDraining) {
      return;
    }
    const now = Date.now();
    for (let index = 0; index < waiting.length;) {
      const item = waiting[index];
      if (item === undefined || item.dueAt > now) {
        break;
      }
      if (item.isOrphan) {
        hold(item, -1);
        item.isOrphan = false;
      }
      if (canStart(item)) {
        waiting.splice(index, 1);
        void run(item);
      } else {
        index += 1;
      }
    }
    const next = waiting.find((item) => item.dueAt > now);
    if (next !== undefined) {
      timer = setTimeout(pump, Math.min(next.dueAt - now, maxTimerMs));
    }
  };

  const add = (item: QueueItem) => {
    if (item.isOrphan) {
      hold(item, 1);
    }
    const later = waiting.findIndex(({ dueAt }) => dueAt > item.dueAt);
    waiting.splice(later === -1 ? waiting.length : later, 0, item);
    pump();
  };

  return {
    add,
    remove: (id) => {
      const index = waiting.findIndex((item) => item.id === id);
      if (index !== -1) {
        removeAt(index);
      }
    },
    removeRun: (runId) => {
      for (let index = waiting.length - 1; index >= 0; index -= 1) {
        if (waiting[index]?.runId === runId) {
          removeAt(index);
        }
      }
      pump();
    },
    postponeOrphan: (id, dueAt) => {
      const index = waiting.findIndex((item) => item.id === id && item.isOrphan);
      const item = waiting[index];
      if (item !== undefined) {
        removeAt(index);
        add({ ...item, dueAt });
      }
    },
    drain: async (ms) => {
      isDraining = true;
      clearTimeout(timer);
      if (calls > 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        onIdle = resolve;
        const limit = setTimeout(resolve, ms);
        await promise;
        clearTimeout(limit);
      }
    },
  };
}
