'use client';

import { useCallback } from 'react';
import type { StoreFilter } from '#app/live/store-list.ts';
import { usePlatform } from '#app/platform/platform.tsx';
import { FilterSelect } from '#app/ui/filter-select.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import type { StoreSort } from '#server/stores/sort.ts';
import type { FilterChange } from './filter.ts';
import { OTHER_SORTS } from './parse-filter.ts';

const SORT_WORDS: Readonly<Record<StoreSort, string>> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  name: 'Name A–Z',
};

type StoreFiltersProps = { filter: StoreFilter; change: (wanted: FilterChange) => void };

/** Search by name, choice of a type and of the order; the status is chosen by the counts above. */
export function StoreFilters({ filter, change }: StoreFiltersProps) {
  const { types } = usePlatform();
  const search = useCallback((name: string) => change({ name }), [change]);
  return (
    <search className="flex flex-wrap gap-2.5">
      <SearchField label="Search by name" value={filter.name ?? ''} maxLength={40} onSearch={search} />
      <FilterSelect
        label="Type"
        value={filter.type ?? ''}
        onChange={(type) => change({ type })}
        all="All types"
        choices={types.map(({ id, label }) => [id, label])}
        className="flex-1 basis-36 sm:max-w-44"
      />
      <FilterSelect
        label="Sort"
        value={filter.sort ?? ''}
        onChange={(sort) => change({ sort })}
        all={SORT_WORDS.newest}
        choices={OTHER_SORTS.map((sort) => [sort, SORT_WORDS[sort]])}
        className="flex-1 basis-36 sm:max-w-44"
      />
    </search>
  );
}
