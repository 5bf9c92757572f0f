import type { TRPCLink } from '@trpc/client';
import { tap } from '@trpc/server/observable';
import type { AppRouter } from '#server/trpc/router.ts';

/** What a person's program was promised, by ids of stores. */
export type Acknowledged = {
  created: Set<string>;
  deleted: Set<string>;
  /** Also those of which the answer was lost: they may be deleted, or not. */
  askedToDelete: Set<string>;
};

export const nothingYet = (): Acknowledged => ({ created: new Set(), deleted: new Set(), askedToDelete: new Set() });

/** Writes down what is promised over a client. */
export function noteIn({ created, deleted, askedToDelete }: Acknowledged): TRPCLink<AppRouter> {
  const told: Record<string, Set<string>> = { 'store.create': created, 'store.delete': deleted };
  return () =>
    ({ op, next }) => {
      if (op.path === 'store.delete') askedToDelete.add((op.input as { id: string }).id);
      const note = (answer: { result: { data?: unknown } }) =>
        told[op.path]?.add((answer.result.data as { id: string }).id);
      return next(op).pipe(tap({ next: note }));
    };
}
