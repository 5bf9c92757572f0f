'use client';

import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** Changes that follow each other closely lead to one question. */
const SETTLE_MS = 300;

/** Asks again whenever `state` is another one, for what no stream brings. */
export function useAskedAgain(state: string | number, queryKey: QueryKey): void {
  const queryClient = useQueryClient();
  const asked = useRef(state);
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (asked.current === state) return;
    const timer = setTimeout(() => {
      asked.current = state;
      void queryClient.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [queryClient, key, state]);
}
