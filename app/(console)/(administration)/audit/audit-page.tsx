'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Download, RefreshCw } from 'lucide-react';
import { AuditPages } from '#app/audit/audit-pages.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { Button, buttonClass } from '#app/ui/button.tsx';
import { useUrlFilter } from '#app/ui/url-filter.ts';
import { AuditFilters } from './audit-filters.tsx';
import { parseAuditFilter, toAuditInput } from './parse-audit-filter.ts';

const PAGE_SIZE = 50;
const FORMATS = { csv: 'CSV', jsonl: 'JSON lines' } as const;

/** The whole audit log, for administrators: found by person, store, action and time, and taken away as a file. */
export function AuditPage() {
  const { filter, change } = useUrlFilter(parseAuditFilter);
  const input = toAuditInput(filter);
  const log = useInfiniteQuery(
    useTRPC().audit.listAll.infiniteQueryOptions(
      { ...input, limit: PAGE_SIZE },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
  );
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold tracking-tight">Audit log</h1>
        <div className="flex flex-wrap gap-2.5">
          <Button busy={log.isRefetching && 'Refreshing…'} onClick={() => void log.refetch()}>
            <RefreshCw aria-hidden />
            Refresh
          </Button>
          {/* Only in the browser: days are those of the reader's zone, not of the server's. */}
          {log.data &&
            Object.entries(FORMATS).map(([format, label]) => (
              <a key={format} href={exportAddress(format, input)} download className={buttonClass()}>
                <Download aria-hidden />
                <span className="sr-only">Export as </span>
                {label}
              </a>
            ))}
        </div>
      </div>
      <AuditFilters filter={filter} change={change} />
      <div className="rounded-xl border border-line bg-surface px-4 py-4 shadow-raised">
        <AuditPages query={log} nothing="No entry matches this filter." showsStore />
      </div>
    </>
  );
}

function exportAddress(format: string, input: ReturnType<typeof toAuditInput>): string {
  return `/api/audit?${new URLSearchParams({ format, ...input })}`;
}
