'use client';

import type { UseMutationResult } from '@tanstack/react-query';
import type { StoreList } from '#app/live/store-list.ts';
import { Button } from '#app/ui/button.tsx';
import { useInView } from '#app/ui/in-view.ts';
import { Problem } from '#app/ui/problem.tsx';
import { RowBlock } from './row-block.tsx';
import { ROW_COLUMNS } from './store-row.tsx';

const COLUMNS = ['Name', 'Status', 'Address', 'Admin', 'Created'];
const BLOCK_SIZE = 25;
/** The head is the first row. */
const FIRST_ROW_INDEX = 2;
/** How far from its end the list asks for the next page. */
const AHEAD_PX = 800;

type StoreTableProps = { list: StoreList; more: UseMutationResult<StoreList, unknown, string> };

/** A table by role rather than by element, since on a narrow screen each row becomes a card. */
export function StoreTable({ list, more }: StoreTableProps) {
  const { stores, nextCursor } = list;
  const blocks = Array.from({ length: Math.ceil(stores.length / BLOCK_SIZE) }, (_, block) => block * BLOCK_SIZE);
  return (
    <>
      <div
        role="table"
        aria-label="Stores"
        aria-rowcount={nextCursor ? -1 : stores.length + 1}
        className="rounded-xl border border-line bg-surface shadow-raised"
      >
        <div role="rowgroup" className="max-lg:sr-only">
          <div
            role="row"
            aria-rowindex={1}
            className={`${ROW_COLUMNS} border-b border-line py-2.5 font-medium text-muted`}
          >
            {COLUMNS.map((column) => (
              <span key={column} role="columnheader">
                {column}
              </span>
            ))}
          </div>
        </div>
        <div role="presentation" className="divide-y divide-line">
          {blocks.map((first) => (
            <RowBlock
              key={first}
              stores={stores.slice(first, first + BLOCK_SIZE)}
              firstIndex={first + FIRST_ROW_INDEX}
              isAtAnEnd={first === 0 || first + 2 * BLOCK_SIZE >= stores.length}
            />
          ))}
        </div>
      </div>
      {more.error && <Problem error={more.error}>More stores could not be loaded.</Problem>}
      {nextCursor && <More key={nextCursor} isPending={more.isPending} load={() => more.mutate(nextCursor)} />}
    </>
  );
}

/** The next page comes by itself when its place is near; the button is for those who don't scroll, and after a failure. */
function More({ isPending, load }: { isPending: boolean; load: () => void }) {
  const ref = useInView<HTMLDivElement>(AHEAD_PX, (isInView) => {
    if (isInView && !isPending) load();
  });
  return (
    <div ref={ref} className="flex justify-center">
      <Button busy={isPending && 'Loading more stores…'} onClick={load}>
        Load more
      </Button>
    </div>
  );
}
