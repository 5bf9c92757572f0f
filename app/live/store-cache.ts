import type { QueryClient } from '@tanstack/react-query';
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '#server/trpc/router.ts';
import type { StoreChange, StoreView } from '#server/stores/view.ts';
import { goneStores, rememberGone } from './gone.ts';
import { applyToList, newer, type StoreFilter } from './store-list.ts';

/** What a page looks at: one store, or the first rows of a list. */
export type Looking = { storeId?: string; list?: StoreFilter & { limit: number } };

/** The stores in the query cache, as the stream and the answers of the server fill it. */
export function storeCache(queryClient: QueryClient, trpc: TRPCOptionsProxy<AppRouter>) {
  const storeKey = (id: string) => trpc.store.get.queryKey({ id });

  /** The newest state that this tab has seen of a store. */
  function find(id: string, looking: Looking): StoreView | undefined {
    const list = looking.list && queryClient.getQueryData(trpc.store.list.queryKey(looking.list));
    return list?.stores.find((store) => store.id === id) ?? queryClient.getQueryData(storeKey(id));
  }

  function put(store: StoreView): void {
    if (!goneStores(queryClient).has(store.id)) {
      queryClient.setQueryData(storeKey(store.id), (known) => newer(known, store));
    }
  }

  /** Takes in an event of the stream that was opened for `looking`. */
  function apply(event: StoreChange, looking: Looking): void {
    if (event.kind === 'deleted') rememberGone(queryClient, event.id);
    if (event.kind === 'changed') put(event.store);
    if (event.kind === 'snapshot') {
      event.stores.forEach(put);
      noticeEnd(event.stores, looking.storeId);
    }
    if (looking.list) {
      const { limit, ...filter } = looking.list;
      const gone = goneStores(queryClient);
      queryClient.setQueryData(
        trpc.store.list.queryKey(looking.list),
        (list) => list && applyToList(list, event, { filter, limit, gone }),
      );
    }
  }

  /** A store that was known and is in no snapshot of it any more ended while nobody was listening. */
  function noticeEnd(stores: readonly StoreView[], watchedId: string | undefined): void {
    if (!watchedId || stores.some(({ id }) => id === watchedId)) return;
    if (queryClient.getQueryData(storeKey(watchedId))) rememberGone(queryClient, watchedId);
  }

  return { find, put, apply };
}
