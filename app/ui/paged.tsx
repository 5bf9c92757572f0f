'use client';

import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Loading } from './loading.tsx';
import { Problem } from './problem.tsx';

/** Of useInfiniteQuery, what is needed of it. */
export type PagedQuery = {
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
};

type PagedProps<Item> = {
  query: PagedQuery;
  /** What came so far; undefined before the first page. */
  items: readonly Item[] | undefined;
  /** What is listed, such as `people`. */
  what: string;
  /** Said when there is none. */
  nothing: string;
  /** Shows those that there are. */
  children: (items: readonly Item[]) => ReactNode;
};

/** A list that comes page after page: what is wrong with it, what is not there yet, and the way to more. */
export function Paged<Item>({ query, items, what, nothing, children }: PagedProps<Item>) {
  const { error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return (
    <>
      {error !== null && (
        <Problem error={error} onRetry={() => void refetch()}>
          The {what} could not be loaded.
        </Problem>
      )}
      {isPending && <Loading what={`Loading the ${what}…`} lines={5} />}
      {items?.length === 0 && <p className="text-muted">{nothing}</p>}
      {items && items.length > 0 && children(items)}
      {hasNextPage && (
        <div className="flex justify-center">
          <Button busy={isFetchingNextPage && `Loading more ${what}…`} onClick={() => void fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </>
  );
}
