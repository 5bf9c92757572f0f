'use client';

import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { usePlatform } from '#app/platform/platform.tsx';
import { Button } from '#app/ui/button.tsx';
import { useIsHydrated } from '#app/ui/hydrated.ts';
import { Problem } from '#app/ui/problem.tsx';
import { useShell } from '../shell/shell.tsx';
import { EmptyList } from './empty-list.tsx';
import { useFilter } from './filter.ts';
import { ListLoading } from './list-loading.tsx';
import { NoMatch } from './no-match.tsx';
import { StoreCountsBar } from './store-counts-bar.tsx';
import { StoreFilters } from './store-filters.tsx';
import { StoreTable } from './store-table.tsx';
import { useStoreList } from './use-store-list.ts';

/** A person's stores: how many in which state, which they are, and the way to another one. */
export function StoreListPage() {
  const { types } = usePlatform();
  const { filter, change } = useFilter(useMemo(() => types.map(({ id }) => id), [types]));
  const { list, more } = useStoreList(filter);
  const { createStore } = useShell();
  const isHydrated = useIsHydrated();
  const { data } = list;
  const isUnfiltered = !filter.status && !filter.type && !filter.name;

  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold tracking-tight">Stores</h1>
        <Button look="primary" disabled={!isHydrated} onClick={createStore}>
          <Plus aria-hidden />
          Create store
        </Button>
      </div>
      <StoreCountsBar counts={data?.counts} filter={filter} change={change} />
      {data?.stores.length === 0 && isUnfiltered ? (
        <EmptyList onCreate={createStore} />
      ) : (
        <>
          <StoreFilters filter={filter} change={change} />
          {list.error && (
            <Problem error={list.error} onRetry={() => void list.refetch()}>
              Your stores could not be loaded.
            </Problem>
          )}
          {list.isPending && <ListLoading />}
          {data?.stores.length === 0 && <NoMatch change={change} />}
          {data && data.stores.length > 0 && <StoreTable list={data} more={more} />}
        </>
      )}
    </>
  );
}
