'use client';

import type { ReactNode } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Loading } from '#app/ui/loading.tsx';
import { Problem } from '#app/ui/problem.tsx';

type PagedProps = {
  /** Of useInfiniteQuery, what is needed of it. */
  query: {
    data: unknown;
    error: unknown;
    isPending: boolean;
    refetch: () => unknown;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  /** What is listed, such as `people`. */
  what: string;
  isEmpty: boolean;
  children: ReactNode;
};

/** A list that comes page after page: what is wrong with it, what is not there yet, and the way to more. */
export function Paged({ query, what, isEmpty, children }: PagedProps) {
  const { error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return (
    <>
      {error !== null && (
        <Problem error={error} onRetry={() => void refetch()}>
          The {what} could not be loaded.
        </Problem>
      )}
      {isPending && <Loading what={`Loading the ${what}…`} lines={5} />}
      {isEmpty && <p className="text-muted">Nothing matches.</p>}
      {children}
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
