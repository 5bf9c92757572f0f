'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { operationAnchor } from '#app/store/operation-anchor.ts';
import { Clock } from '#app/time/clock.tsx';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';
import type { OperationStatus } from '#server/stores/operation.ts';
import { stepTitle } from '#server/stores/steps.ts';
import type { OperationView, StoreView } from '#server/stores/view.ts';
import { historyState, useAskedAgain } from './asked-again.ts';
import { OPERATION_OUTCOMES, OPERATION_TITLES } from './operation-words.ts';
import { Timeline } from './timeline.tsx';

const OUTCOME_LOOKS = {
  queued: 'text-muted',
  running: 'text-accent',
  succeeded: 'text-good',
  failed: 'text-bad',
  cancelled: 'text-muted',
} as const satisfies Record<OperationStatus, string>;

/** What was done with the store, newest first; the current operation is read from the stream. */
export function History({ store }: { store: StoreView }) {
  const { operation } = store;
  const past = useOperations(store.id, historyState(store));
  const operations = past.data?.map((known) => (known.id === operation.id ? operation : known));
  return (
    <Panel title="History">
      <Operations query={past} operations={operations} />
    </Panel>
  );
}

/** What was done with a store that is gone. */
export function FinalHistory({ id }: { id: string }) {
  const past = useOperations(id, 'gone');
  return (
    <Panel title="History">
      <Operations query={past} operations={past.data} />
    </Panel>
  );
}

/** The store's operations, asked for again whenever `state` is another one. */
function useOperations(id: string, state: string) {
  const options = useTRPC().store.operations.queryOptions({ id });
  useAskedAgain(state, options.queryKey);
  return useQuery(options);
}

type OperationsProps = {
  query: Pick<ReturnType<typeof useOperations>, 'error' | 'isPending' | 'refetch'>;
  operations: OperationView[] | undefined;
};

function Operations({ query, operations }: OperationsProps) {
  if (query.error && !operations) {
    return (
      <Problem error={query.error} onRetry={() => void query.refetch()}>
        The history could not be loaded.
      </Problem>
    );
  }
  if (!operations) return <Loading what="Loading the history…" />;
  return (
    <ol className="divide-y divide-line">
      {operations.map((operation) => (
        <li key={operation.id} className="py-2 first:pt-0 last:pb-0">
          <Operation operation={operation} />
        </li>
      ))}
    </ol>
  );
}

function Operation({ operation }: { operation: OperationView }) {
  const { id, kind, status, failure, createdAt, startedAt, finishedAt } = operation;
  return (
    <details className="group">
      <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-3 rounded-md [&::-webkit-details-marker]:hidden">
        <span className="inline-flex items-center gap-1.5 font-medium">
          <ChevronRight className="size-4 text-muted transition-transform group-open:rotate-90" aria-hidden />
          {OPERATION_TITLES[kind]}
        </span>
        <span className={clsx(OUTCOME_LOOKS[status])}>{OPERATION_OUTCOMES[status]}</span>
        <span className="ml-auto flex gap-3 text-muted">
          {startedAt && <Clock from={startedAt} to={finishedAt} />}
          <RelativeTime date={createdAt} />
        </span>
        {failure && (
          <span className="basis-full pl-5.5 text-muted wrap-anywhere">
            {stepTitle(kind, failure.step)}: {failure.message}
          </span>
        )}
      </summary>
      <div id={operationAnchor(id)} className="scroll-mt-24 rounded-md pt-3 pb-1 pl-5.5 target:bg-accent-soft">
        <Timeline operation={operation} />
      </div>
    </details>
  );
}
