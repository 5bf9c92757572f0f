'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';

/** Which parts of a filter to set; an empty one is taken away. */
export type FilterChange<Filter> = { [Key in keyof Filter]?: string | undefined };

/**
 * The filter of a list as the address bar has it: a view can be bookmarked, and shared with oneself. `parse` must stay the
 * same function from one rendering to the next.
 */
export function useUrlFilter<Filter extends object>(parse: (parameters: URLSearchParams) => Filter) {
  const query = useSearchParams().toString();
  const filter = useMemo(() => parse(new URLSearchParams(query)), [parse, query]);

  // Goes by the address bar itself: of two changes in a row, the second must not undo the first.
  const change = useCallback((wanted: FilterChange<Filter>) => {
    const next = new URLSearchParams(window.location.search);
    for (const [key, value] of Object.entries<string | undefined>(wanted)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    window.history.replaceState(null, '', next.size > 0 ? `?${next}` : window.location.pathname);
  }, []);

  return { filter, change };
}
