'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/trpc/client.ts';
import { useSettled } from '#app/ui/settled.ts';
import type { RuleState } from './name-rules.tsx';

const PAUSE_MS = 250;

/** Whether the name is free, asked of the server when its reader stops typing and once it breaks no rule by itself. */
export function useNameCheck(name: string, isWellFormed: boolean): RuleState {
  const settled = useSettled(name, PAUSE_MS);
  const isAsked = isWellFormed && settled === name;
  const { data, error } = useQuery(
    useTRPC().store.isNameFree.queryOptions({ name: settled }, { enabled: isAsked, gcTime: 0, retry: false }),
  );
  if (!isWellFormed || (isAsked && error)) return 'open';
  if (!isAsked || data === undefined) return 'checking';
  return data ? 'kept' : 'broken';
}
