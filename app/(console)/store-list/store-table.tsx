'use client';

import type { UseMutationResult } from '@tanstack/react-query';
import type { StoreList } from '#app/live/store-list.ts';
import { Button } from '#app/ui/button.tsx';
import { Problem } from '#app/ui/problem.tsx';
import { ROW_COLUMNS, StoreRow } from './store-row.tsx';

const COLUMNS = ['Name', 'Status', 'Address', 'Admin', 'Created'];

type StoreTableProps = { list: StoreList; more: UseMutationResult<StoreList, unknown, string> };

/** A table by role rather than by element, since on a narrow screen each row becomes a card. */
export function StoreTable({ list, more }: StoreTableProps) {
  const { stores, nextCursor } = list;
  return (
    <>
      <div role="table" aria-label="Stores" className="rounded-xl border border-line bg-surface shadow-raised">
        <div role="rowgroup" className="max-lg:sr-only">
          <div role="row" className={`${ROW_COLUMNS} border-b border-line py-2.5 font-medium text-muted`}>
            {COLUMNS.map((column) => (
              <span key={column} role="columnheader">
                {column}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="divide-y divide-line">
          {stores.map((store) => (
            <StoreRow key={store.id} store={store} />
          ))}
        </div>
      </div>
      {more.error && <Problem error={more.error}>More stores could not be loaded.</Problem>}
      {nextCursor && (
        <div className="flex justify-center">
          <Button busy={more.isPending && 'Loading more stores…'} onClick={() => more.mutate(nextCursor)}>
            Load more
          </Button>
        </div>
      )}
    </>
  );
}
