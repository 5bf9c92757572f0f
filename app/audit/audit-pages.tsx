'use client';

import { Paged, type PagedQuery } from '#app/ui/paged.tsx';
import type { AuditEntryView } from '#server/stores/audit.ts';
import { AuditTable } from './audit-table.tsx';

type AuditPagesProps = {
  query: PagedQuery & { data: { pages: { entries: AuditEntryView[] }[] } | undefined };
  /** Said when there is no entry. */
  nothing: string;
  showsStore?: boolean;
};

/** The pages of the log that were asked for, and the way to the next one. */
export function AuditPages({ query, nothing, showsStore = false }: AuditPagesProps) {
  const entries = query.data?.pages.flatMap((page) => page.entries);
  return (
    <div className="space-y-4">
      <Paged query={query} items={entries} what="entries" nothing={nothing}>
        {(known) => <AuditTable entries={known} showsStore={showsStore} />}
      </Paged>
    </div>
  );
}
