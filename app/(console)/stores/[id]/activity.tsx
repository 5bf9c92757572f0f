'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { AuditPages } from '#app/audit/audit-pages.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { Panel } from '#app/ui/panel.tsx';
import { useAskedAgain } from './asked-again.ts';

const PAGE_SIZE = 10;

/** Who did what to the store, as the audit log has it; asked for again whenever `state` is another one. */
export function Activity({ id, state }: { id: string; state: string }) {
  const options = useTRPC().audit.list.infiniteQueryOptions(
    { id, limit: PAGE_SIZE },
    { getNextPageParam: ({ nextCursor }) => nextCursor },
  );
  useAskedAgain(state, options.queryKey);
  return (
    <Panel title="Activity">
      <AuditPages query={useInfiniteQuery(options)} nothing="Nothing was done to this store yet." />
    </Panel>
  );
}
