'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import type { StoreFilter } from '#app/live/store-list.ts';
import { parseFilter } from './parse-filter.ts';

export type FilterChange = { [Key in keyof StoreFilter]?: string | undefined };

/** The filter of the list as the address bar has it: a view can be bookmarked, and shared with oneself. */
export function useFilter(types: readonly string[]) {
  const parameters = useSearchParams();
  const query = parameters.toString();
  const filter = useMemo(() => parseFilter(new URLSearchParams(query), types), [query, types]);

  const change = useCallback(
    (wanted: FilterChange) => {
      const next = new URLSearchParams(query);
      for (const [key, value] of Object.entries(wanted)) {
        if (value) next.set(key, value);
        else next.delete(key);
      }
      window.history.replaceState(null, '', next.size > 0 ? `?${next}` : window.location.pathname);
    },
    [query],
  );

  return { filter, change };
}
