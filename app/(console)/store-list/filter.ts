'use client';

import { useCallback } from 'react';
import type { StoreFilter } from '#app/live/store-list.ts';
import { type FilterChange as Change, useUrlFilter } from '#app/ui/url-filter.ts';
import { parseFilter } from './parse-filter.ts';

export type FilterChange = Change<StoreFilter>;

/** The filter of the list of stores. `types` must stay the same list from one rendering to the next. */
export function useFilter(types: readonly string[]) {
  return useUrlFilter(useCallback((parameters: URLSearchParams) => parseFilter(parameters, types), [types]));
}
