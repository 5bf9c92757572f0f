import { isDatabaseUnavailable } from '#server/db.ts';
import { metrics } from '#server/metrics/metrics.ts';
import { singleton } from '#server/singleton.ts';
import { changeFeed, type StoreNotice } from './change-feed.ts';
import { readChangedStores } from './changed-stores.ts';
import { countStores, findStore, listStores, type StoreFilter } from './repository.ts';
import { SharedReads } from './shared-reads.ts';
import type { StoreSort } from './sort.ts';
import type { StoreChange, StoreEvent, StoreView } from './view.ts';

/** What a client looks at: one store, or the first of a list. */
export type Looking = { storeId?: string; list?: StoreFilter & { limit: number; sort?: StoreSort } };

/** So often the whole view is sent, whatever happened: what was lost on the way is mended by then. */
const SNAPSHOT_MS = 30_000;
/** So soon the rows are read again that could not be read. */
const REREAD_MS = 1_000;

/** What all streams of this process read, by owner: changes by their stores' ids, and whole views by what is looked at. */
const reads = singleton('store-reads', () => ({
  changes: new SharedReads<Map<string, StoreChange>>(),
  views: new SharedReads<StoreChange>(),
}));

/**
 * Sends a person's stores as they change, for as long as `signal` lets it: first all that the client looks at, then each
 * changed row, and all of it again after a loss of notices and every 30 s. Several changes of a store may come as one; a
 * client that keeps the higher `version` never goes back. All streams of a person in this process share their reads. While the database is away it says `stale` once and stays, and
 * sends all of it when the database is back.
 */
export async function* watchStores(ownerId: string, looking: Looking, signal: AbortSignal): AsyncGenerator<StoreEvent> {
  const inbox = openInbox(ownerId);
  let isStale = false;
  const turnsStale = () => !isStale && inbox.isBehind() && (isStale = true);
  try {
    while (!signal.aborted) {
      // Of a loss that is over already, too: more may have changed than the whole view shows.
      if (turnsStale()) yield { kind: 'stale' };
      try {
        for await (const event of readChanges(ownerId, looking, inbox)) {
          if (event.kind === 'snapshot') isStale = false;
          yield event;
        }
      } catch (error) {
        if (!isDatabaseUnavailable(error)) throw error;
        inbox.readAgainSoon();
      }
      if (turnsStale()) yield { kind: 'stale' };
      await inbox.wait(signal);
    }
  } finally {
    inbox.close();
  }
}

async function* readChanges(ownerId: string, looking: Looking, inbox: Inbox): AsyncGenerator<StoreChange> {
  if (inbox.takeMissed()) {
    const key = `${ownerId} ${JSON.stringify(looking)}`;
    yield await reads().views.ask(key, [], () => readSnapshot(ownerId, looking));
  }
  const { ids, since } = inbox.takeChanged();
  if (ids.length === 0) return;
  const changes = await reads().changes.ask(ownerId, ids, (all) => describeChanges(ownerId, all));
  metrics().streamLag.observe((performance.now() - since) / 1000);
  yield* ids.flatMap((id) => changes.get(id) ?? []);
}

async function readSnapshot(ownerId: string, looking: Looking): Promise<StoreChange> {
  const [stores, counts] = await Promise.all([readView(ownerId, looking), countStores(ownerId)]);
  return { kind: 'snapshot', stores, counts };
}

async function readView(ownerId: string, { storeId, list }: Looking): Promise<StoreView[]> {
  const [one, page] = await Promise.all([
    storeId ? findStore(ownerId, storeId) : null,
    list ? listStores(ownerId, list) : null,
  ]);
  return [...(one ? [one] : []), ...(page?.stores ?? []).filter(({ id }) => id !== one?.id)];
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

type Inbox = ReturnType<typeof openInbox>;

/** Collects the ids of an owner's changed stores while the client is being written to. */
function openInbox(ownerId: string) {
  const feed = changeFeed();
  const changed = new Set<string>();
  let since = 0;
  let missed = true;
  let isLost = false;
  /** Since the last whole view. */
  let wasLost = false;
  let rereading: NodeJS.Timeout | undefined;
  let wake = () => {};
  const onChanged = (notice: StoreNotice) => {
    if (notice.ownerId !== ownerId) return;
    if (changed.size === 0) since = performance.now();
    changed.add(notice.id);
    wake();
  };
  const readAll = () => {
    clearTimeout(rereading);
    rereading = undefined;
    missed = true;
    wake();
  };
  const onMissed = () => {
    isLost = false;
    readAll();
  };
  const onLost = () => {
    isLost = true;
    wasLost = true;
    wake();
  };
  feed.on('changed', onChanged).on('missed', onMissed).on('lost', onLost);
  const timer = setInterval(readAll, SNAPSHOT_MS);
  return {
    /** Notices can't come, or could not be followed: what was sent last is not known to be so any more. */
    isBehind: () => isLost || wasLost || rereading !== undefined,
    readAgainSoon: () => void (rereading ??= setTimeout(readAll, REREAD_MS)),
    takeMissed: () => {
      const was = missed;
      missed = false;
      if (was) wasLost = false;
      return was;
    },
    /** `since`: when the first of their notices came, by performance.now(). */
    takeChanged: () => {
      const ids = [...changed];
      changed.clear();
      return { ids, since };
    },
    wait: (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        if (missed || changed.size > 0 || signal.aborted) return resolve();
        wake = () => {
          signal.removeEventListener('abort', wake);
          resolve();
        };
        signal.addEventListener('abort', wake);
      }),
    close: () => {
      clearInterval(timer);
      clearTimeout(rereading);
      feed.off('changed', onChanged).off('missed', onMissed).off('lost', onLost);
    },
  };
}
