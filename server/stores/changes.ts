import { isDatabaseUnavailable } from '#server/db.ts';
import { metrics } from '#server/metrics/metrics.ts';
import { singleton } from '#server/singleton.ts';
import { changeFeed } from './change-feed.ts';
import { readChangedStores } from './changed-stores.ts';
import { EventQueue } from './event-queue.ts';
import type { Page, StoreFilter } from './list-query.ts';
import { countStores, findStore, listStores, type StorePage } from './repository.ts';
import type { StoreChange, StoreEvent } from './view.ts';

/** What a client looks at: one store, or the first of a list. */
export type Looking = { storeId?: string; list?: StoreFilter & Omit<Page, 'cursor'> };

/** So often the whole view is sent, whatever happened: what was lost on the way is mended by then. */
const SNAPSHOT_MS = 30_000;
/** So soon the rows are read again that could not be read. */
const REREAD_MS = 1_000;

/** Whoever is told of a person's stores. */
type Watcher = {
  looking: Looking;
  events: EventQueue<StoreEvent>;
  /** Has not been sent yet all that it looks at. */
  isNew: boolean;
  /** Was told that what it has may be old, and nothing newer since. */
  isStale: boolean;
};

/** By owner: those whose stores somebody in this process watches. */
const watched = singleton('watched-people', () => {
  const people = new Map<string, WatchedPerson>();
  changeFeed()
    .on('changed', ({ ownerId, id }) => people.get(ownerId)?.noteChanged(id))
    .on('missed', () => people.forEach((person) => person.noteMissed()))
    .on('lost', () => people.forEach((person) => person.noteLost()));
  return people;
});

/**
 * Sends a person's stores as they change, for as long as `signal` lets it: first all that the client looks at, then each
 * changed row, and all of it again after a loss of notices and every 30 s. Several changes of a store may come as one; a
 * client that keeps the higher `version` never goes back. All streams of a person in this process share their reads, and the events
 * themselves. While the database is away it says `stale` once and stays, and sends all of it when the database is back.
 * Reads from this call on.
 */
export function watchStores(ownerId: string, looking: Looking, signal: AbortSignal): EventQueue<StoreEvent> {
  const people = watched();
  const person = people.get(ownerId) ?? new WatchedPerson(ownerId, () => people.delete(ownerId));
  people.set(ownerId, person);
  return person.watch(looking, signal);
}

/** Reads what happens to a person's stores, once for all who watch them, for as long as there is a watcher. */
class WatchedPerson {
  readonly #ownerId: string;
  readonly #onOver: () => void;
  readonly #watchers = new Set<Watcher>();
  readonly #changed = new Set<string>();
  /** When the first of their notices came, by performance.now(). */
  #changedSince = 0;
  /** More may have changed than notices said. */
  #missed = false;
  /** No notices can come. */
  #isLost = !changeFeed().isLive;
  /** Since the last whole view. */
  #wasLost = false;
  #rereading: NodeJS.Timeout | undefined;
  #isWoken = false;
  #isTelling = false;
  readonly #snapshots = setInterval(() => this.#readAll(), SNAPSHOT_MS);

  constructor(ownerId: string, onOver: () => void) {
    this.#ownerId = ownerId;
    this.#onOver = onOver;
  }

  watch(looking: Looking, signal: AbortSignal): EventQueue<StoreEvent> {
    const watcher = { looking, events: new EventQueue<StoreEvent>(), isNew: true, isStale: false };
    this.#watchers.add(watcher);
    const leave = () => this.#leave(watcher);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    this.#wake();
    return watcher.events;
  }

  noteChanged(id: string): void {
    if (this.#changed.size === 0) this.#changedSince = performance.now();
    this.#changed.add(id);
    this.#wake();
  }

  /** Notices come again. */
  noteMissed(): void {
    this.#isLost = false;
    this.#readAll();
  }

  noteLost(): void {
    this.#isLost = true;
    this.#wasLost = true;
    this.#wake();
  }

  #readAll(): void {
    clearTimeout(this.#rereading);
    this.#rereading = undefined;
    this.#missed = true;
    this.#wake();
  }

  #leave(watcher: Watcher, end?: { error: unknown }): void {
    if (!this.#watchers.delete(watcher)) return;
    watcher.events.end(end);
    if (this.#watchers.size > 0) return;
    clearInterval(this.#snapshots);
    clearTimeout(this.#rereading);
    this.#onOver();
  }

  #wake(): void {
    this.#isWoken = true;
    if (!this.#isTelling) void this.#tell();
  }

  /** One read after the other: what makes somebody ask while one is under way may have been written after it began. */
  async #tell(): Promise<void> {
    this.#isTelling = true;
    try {
      while (this.#isWoken && this.#watchers.size > 0) {
        // Whoever came with the same event of the process gets the same read.
        await Promise.resolve();
        this.#isWoken = false;
        await this.#tellOnce();
      }
    } catch (error) {
      for (const watcher of this.#watchers) this.#leave(watcher, { error });
    } finally {
      this.#isTelling = false;
    }
  }

  async #tellOnce(): Promise<void> {
    // Of a loss that is over already, too: more may have changed than the whole view shows. Who is new has nothing yet.
    this.#tellStale([...this.#watchers].filter(({ isNew }) => !isNew));
    try {
      await this.#tellWhole();
      await this.#tellChanges();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      this.#rereading ??= setTimeout(() => this.#readAll(), REREAD_MS);
    }
    this.#tellStale(this.#watchers);
  }

  /** Notices can't come, or could not be followed: what was sent last is not known to be so any more. */
  #tellStale(watchers: Iterable<Watcher>): void {
    if (!this.#isLost && !this.#wasLost && this.#rereading === undefined) return;
    for (const watcher of watchers) {
      if (!watcher.isStale) watcher.events.push('stale', { kind: 'stale' });
      watcher.isStale = true;
    }
  }

  async #tellWhole(): Promise<void> {
    const all = this.#missed;
    this.#missed = false;
    if (all) this.#wasLost = false;
    const asking = [...this.#watchers].filter(({ isNew }) => all || isNew);
    const groups = Map.groupBy(asking, ({ looking }) => JSON.stringify(looking));
    const told = await Promise.allSettled([...groups.values()].map((group) => this.#tellSnapshot(group)));
    for (const one of told) if (one.status === 'rejected') throw one.reason;
  }

  /** What is wrong with one view ends only the streams that look at it. */
  async #tellSnapshot(watchers: Watcher[]): Promise<void> {
    const [{ looking } = {}] = watchers;
    if (!looking) return;
    const event = await readSnapshot(this.#ownerId, looking).catch((error: unknown) => {
      if (isDatabaseUnavailable(error)) throw error;
      for (const watcher of watchers) this.#leave(watcher, { error });
    });
    if (!event) return;
    for (const watcher of watchers) {
      Object.assign(watcher, { isNew: false, isStale: false });
      watcher.events.push('snapshot', event);
    }
  }

  async #tellChanges(): Promise<void> {
    const ids = [...this.#changed];
    this.#changed.clear();
    if (ids.length === 0) return;
    const since = this.#changedSince;
    const changes = await describeChanges(this.#ownerId, ids);
    metrics().streamLag.observe((performance.now() - since) / 1000);
    for (const { events, isNew } of this.#watchers) {
      // A stream begins with the whole view.
      if (!isNew) for (const [id, change] of changes) events.push(id, change);
    }
  }
}

async function readSnapshot(ownerId: string, { storeId, list }: Looking): Promise<StoreChange> {
  const [one, { stores, counts }] = await Promise.all([
    storeId ? findStore(ownerId, storeId) : null,
    list ? listStores(ownerId, list) : withoutList(ownerId),
  ]);
  return { kind: 'snapshot', stores: [...(one ? [one] : []), ...stores.filter(({ id }) => id !== one?.id)], counts };
}

async function withoutList(ownerId: string): Promise<Pick<StorePage, 'stores' | 'counts'>> {
  return { stores: [], counts: await countStores(ownerId) };
}

async function describeChanges(ownerId: string, ids: string[]): Promise<Map<string, StoreChange>> {
  const { stores, counts } = await readChangedStores(ownerId, ids);
  const found = new Map(stores.map((store) => [store.id, store]));
  return new Map(
    ids.map((id): [string, StoreChange] => {
      const store = found.get(id);
      return [id, store ? { kind: 'changed', store, counts } : { kind: 'deleted', id, counts }];
    }),
  );
}
