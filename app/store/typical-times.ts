'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#app/trpc/client.ts';
import type { OperationKind } from '#server/stores/operation.ts';

/** What is typical changes with the work of days. */
const STALE_MS = 60_000;

/** How long work of this kind takes here as a rule; undefined while that is not known, or nothing of the kind succeeded yet. */
export function useTypicalTimes() {
  const { data } = useQuery(useTRPC().store.typicalTimes.queryOptions(undefined, { staleTime: STALE_MS }));
  return (type: string, kind: OperationKind) => data?.find((time) => time.type === type && time.kind === kind);
}
