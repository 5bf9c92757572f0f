'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import type { StoreFilter } from '#app/live/store-list.ts';
import { STORE_STATUSES } from '#server/stores/status.ts';

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

/** What is not a status, type or name of ours is passed over: an old link still leads to a list. */
export function parseFilter(parameters: URLSearchParams, types: readonly string[]): StoreFilter {
  const status = STORE_STATUSES.find((known) => known === parameters.get('status'));
  const type = types.find((known) => known === parameters.get('type'));
  const name = parameters.get('name')?.slice(0, 40);
  return { ...(status && { status }), ...(type && { type }), ...(name && { name }) };
}
