'use client';

import { Button } from '#app/ui/button.tsx';
import { Loading } from '#app/ui/loading.tsx';
import { Problem } from '#app/ui/problem.tsx';
import type { AuditEntryView } from '#server/stores/audit.ts';
import { AuditTable } from './audit-table.tsx';

type AuditPagesProps = {
  /** Of useInfiniteQuery, what is needed of it. */
  query: {
    data: { pages: { entries: AuditEntryView[] }[] } | undefined;
    error: unknown;
    isPending: boolean;
    refetch: () => unknown;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  /** Said when there is no entry. */
  nothing: string;
  showsStore?: boolean;
};

/** The pages of the log that were asked for, and the way to the next one. */
export function AuditPages({ query, nothing, showsStore }: AuditPagesProps) {
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const entries = data?.pages.flatMap((page) => page.entries);
  return (
    <div className="space-y-4">
      {error !== null && (
        <Problem error={error} onRetry={() => void refetch()}>
          The log could not be loaded.
        </Problem>
      )}
      {isPending && <Loading what="Loading the log…" />}
      {entries?.length === 0 && <p className="text-muted">{nothing}</p>}
      {entries && entries.length > 0 && <AuditTable entries={entries} showsStore={showsStore ?? false} />}
      {hasNextPage && (
        <div className="flex justify-center">
          <Button busy={isFetchingNextPage && 'Loading older entries…'} onClick={() => void fetchNextPage()}>
            Load older entries
          </Button>
        </div>
      )}
    </div>
  );
}
