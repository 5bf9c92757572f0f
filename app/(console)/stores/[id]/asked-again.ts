'use client';

import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { StoreView } from '#server/stores/view.ts';

/** Changes that follow each other closely lead to one question. */
const SETTLE_MS = 300;

/** Asks the cluster again whenever the store changes, for what stands in no row of ours. */
export function useAskedAgain({ version }: StoreView, queryKey: QueryKey): void {
  const queryClient = useQueryClient();
  const asked = useRef(version);
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (asked.current === version) return;
    const timer = setTimeout(() => {
      asked.current = version;
      void queryClient.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [queryClient, key, version]);
}
