'use client';

import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { StoreView } from '#server/stores/view.ts';

/** Changes that follow each other closely lead to one question. */
const SETTLE_MS = 300;

/**
 * Another one whenever the history of the store is: when its current operation begins or ends, and from then on with every change,
 * such as an order check beside it. The steps of a running operation are on the stream and need no question.
 */
export function historyState({ version, operation: { id, status, finishedAt } }: StoreView): string {
  return `${id} ${finishedAt ? version : status}`;
}

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
