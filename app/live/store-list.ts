import type { StoreCounts, StoreChange, StoreView } from '#server/stores/view.ts';
import { STORE_ORDERS, type StoreSort } from '#server/stores/sort.ts';
import type { StoreStatus } from '#server/stores/status.ts';

/** The part of a person's list that is on screen, in its order; `nextCursor` leads to the rest. */
export type StoreList = { stores: StoreView[]; nextCursor: string | null; counts: StoreCounts };
/** Which stores a list is of, and in which order: newest first unless it says otherwise. */
export type StoreFilter = { status?: StoreStatus; type?: string; name?: string; sort?: StoreSort };

/**
 * The newer state of a store; what a slow answer brings late is dropped, and what is known already stays the very same object.
 * Only addresses may become others without a new version, when the platform's domain is changed: a reload shows them.
 */
export function newer(known: StoreView | undefined, other: StoreView): StoreView {
  return known && known.version >= other.version ? known : other;
}

/** `fresh`, but with each store in the newest state that is known, and without those that are gone. */
export function keepNewer(known: StoreList | undefined, fresh: StoreList, gone: ReadonlySet<string>): StoreList {
  const knownById = new Map(known?.stores.map((store) => [store.id, store]));
  const stores = fresh.stores.filter(({ id }) => !gone.has(id)).map((store) => newer(knownById.get(store.id), store));
  return { ...fresh, stores };
}

/** The list with a further page at its end. */
export function appendPage(list: StoreList, page: StoreList, gone: ReadonlySet<string>): StoreList {
  const shown = new Set(list.stores.map(({ id }) => id));
  const { stores, nextCursor, counts } = keepNewer(list, page, gone);
  return { stores: [...list.stores, ...stores.filter(({ id }) => !shown.has(id))], nextCursor, counts };
}

/** The list after its first page was read again: pages that were loaded before stay below it. */
export function refreshList(known: StoreList | undefined, fresh: StoreList, scope: Scope): StoreList {
  const first = keepNewer(known, fresh, scope.gone);
  const whole = known && applyToList(known, { kind: 'snapshot', ...fresh }, scope);
  return whole && whole.stores.length > first.stores.length ? whole : first;
}

/** Whether what was read of a list, from its top on, reaches as far as what is known of it. */
export function reaches(read: StoreList, known: StoreList | undefined, filter: StoreFilter): boolean {
  const [end, knownEnd] = [read.stores.at(-1), known?.stores.at(-1)];
  return !read.nextCursor || !end || !knownEnd || !isBefore(end, knownEnd, filter);
}

/** The list as it was read again page by page, with what the stream brought in the meantime. */
export function replaceList(known: StoreList, read: StoreList, meanwhile: readonly StoreChange[], scope: Scope) {
  const list = keepNewer(known, read, scope.gone);
  return meanwhile.reduce((before, event) => applyToList(before, event, scope), list);
}

type Scope = { filter: StoreFilter; limit: number; gone: ReadonlySet<string> };

/** The list after an event of the stream that watches the first `limit` rows under `filter`. */
export function applyToList(list: StoreList, event: StoreChange, { filter, limit, gone }: Scope): StoreList {
  const { counts } = event;
  if (event.kind === 'deleted') {
    return { ...list, counts, stores: list.stores.filter(({ id }) => id !== event.id) };
  }
  if (event.kind === 'changed') return { ...list, counts, stores: place(list, event.store, filter, gone) };
  const { stores } = keepNewer(list, { ...list, stores: event.stores }, gone);
  const last = event.stores.at(-1);
  const isWhole = event.stores.length < limit || !last;
  const rest = isWhole ? [] : list.stores.filter((store) => isBefore(last, store, filter));
  return { counts, stores: [...stores, ...rest], nextCursor: isWhole ? null : list.nextCursor };
}

function place(list: StoreList, changed: StoreView, filter: StoreFilter, gone: ReadonlySet<string>): StoreView[] {
  const known = list.stores.find(({ id }) => id === changed.id);
  const store = newer(known, changed);
  const others = list.stores.filter(({ id }) => id !== changed.id);
  if (gone.has(store.id) || !matches(store, filter)) return others;
  if (known) return list.stores.map((row) => (row === known ? store : row));
  const next = others.findIndex((row) => isBefore(store, row, filter));
  if (next >= 0) return others.toSpliced(next, 0, store);
  // Behind all that is shown: it belongs here only if nothing lies between.
  return list.nextCursor === null ? [...others, store] : others;
}

/** The order of the server: what is equal goes by id. */
function isBefore(a: StoreView, b: StoreView, { sort = 'newest' }: StoreFilter): boolean {
  const { key, direction } = STORE_ORDERS[sort];
  const [lower, higher] = direction === 'asc' ? [a, b] : [b, a];
  return lower[key] < higher[key] || (!(higher[key] < lower[key]) && lower.id < higher.id);
}

function matches(store: StoreView, { status, type, name }: StoreFilter): boolean {
  if (status && store.status !== status) return false;
  if (type && store.type !== type) return false;
  return !name || store.name.includes(name.toLowerCase());
}
