'use client';

import { useCallback } from 'react';
import type { StoreFilter } from '#app/live/store-list.ts';
import { usePlatform } from '#app/platform/platform.tsx';
import { FilterSelect } from '#app/ui/filter-select.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import type { FilterChange } from './filter.ts';

type StoreFiltersProps = { filter: StoreFilter; change: (wanted: FilterChange) => void };

/** Search by name and choice of a type; the status is chosen by the counts above. */
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
        className="max-w-44"
      />
    </search>
  );
}
