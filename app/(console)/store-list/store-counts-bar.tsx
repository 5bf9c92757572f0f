'use client';

import { clsx } from 'clsx';
import { usePlatform } from '#app/platform/platform.tsx';
import type { StoreFilter } from '#app/live/store-list.ts';
import { STATUS_LOOKS } from '#app/store/status-badge.tsx';
import { statusLabel } from '#server/stores/status-label.ts';
import { STORE_STATUSES } from '#server/stores/status.ts';
import type { StoreCounts } from '#server/stores/view.ts';
import type { FilterChange } from './filter.ts';

type StoreCountsBarProps = {
  counts: StoreCounts | undefined;
  filter: StoreFilter;
  change: (wanted: FilterChange) => void;
};

/** How many stores are in each status; each count is also the filter for its stores. */
export function StoreCountsBar({ counts, filter, change }: StoreCountsBarProps) {
  const { isSimulated } = usePlatform();
  return (
    <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4" aria-label="Stores by status">
      {STORE_STATUSES.map((status) => {
        const { icon: Icon, look } = STATUS_LOOKS[status];
        const isChosen = filter.status === status;
        return (
          <li key={status}>
            <button
              type="button"
              aria-pressed={isChosen}
              onClick={() => change({ status: isChosen ? undefined : status })}
              className={clsx(
                'flex w-full items-center gap-3 rounded-xl border bg-surface px-3.5 py-3 text-left shadow-raised transition-colors hover:bg-sunken',
                isChosen ? 'border-accent' : 'border-line',
              )}
            >
              <span className={clsx('grid size-9 shrink-0 place-items-center rounded-lg max-sm:hidden', look)}>
                <Icon className="size-4.5" aria-hidden />
              </span>
              <span className="min-w-0">
                <span className="block text-xl leading-6 font-semibold tabular-nums">{counts?.[status] ?? '–'}</span>
                <span className="block text-muted">{statusLabel(status, isSimulated)}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
