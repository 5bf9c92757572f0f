'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { goneStores } from '#app/live/gone.ts';
import { useLook } from '#app/live/live-stores.tsx';
import { appendPage, refreshList, type StoreFilter } from '#app/live/store-list.ts';
import { useTRPC, useTRPCClient } from '#app/trpc/client.ts';

const PAGE_SIZE = 50;

/** The person's stores under `filter`, kept live, with the way to the next page. */
export function useStoreList(filter: StoreFilter) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const input = useMemo(() => ({ ...filter, limit: PAGE_SIZE }), [filter]);
  useLook(useMemo(() => ({ list: input }), [input]));

  const key = trpc.store.list.queryKey(input);
  const list = useQuery({
    ...trpc.store.list.queryOptions(input),
    queryFn: async () => {
      const fresh = await client.store.list.query(input);
      const scope = { filter, limit: PAGE_SIZE, gone: goneStores(queryClient) };
      return refreshList(queryClient.getQueryData(key), fresh, scope);
    },
    // What the stream brings is the list itself: nothing of the one before is to be kept.
    structuralSharing: false,
  });

  const more = useMutation({
    mutationFn: (cursor: string) => client.store.list.query({ ...input, cursor }),
    onSuccess: (page) =>
      queryClient.setQueryData(key, (known) => known && appendPage(known, page, goneStores(queryClient))),
  });

  return { list, more };
}
