'use client';

import { useQuery } from '@tanstack/react-query';
import { Clock } from '#app/time/clock.tsx';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { useTRPC, type Outputs } from '#app/trpc/client.ts';
import { Loading } from '#app/ui/loading.tsx';
import { Problem } from '#app/ui/problem.tsx';
import { stepTitle } from '#server/stores/steps.ts';

type LiveWork = Outputs['admin']['work'][number];

const ASK_EVERY_MS = 5_000;

/** What the platform has to do: which step runs where, and whether the engine has it. */
export function Work() {
  const work = useQuery(useTRPC().admin.work.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }));
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Work</h1>
      {work.error && (
        <Problem error={work.error} onRetry={() => void work.refetch()}>
          The work could not be loaded.
        </Problem>
      )}
      {work.isPending && <Loading what="Loading the work…" />}
      {work.data?.length === 0 && (
        <p className="text-muted">Nothing is to be done: every accepted operation has ended.</p>
      )}
      {work.data && work.data.length > 0 && (
        <ol
          aria-label="Work"
          className="divide-y divide-line rounded-xl border border-line bg-surface px-4 py-1 shadow-raised"
        >
          {work.data.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ol>
      )}
    </>
  );
}

const KINDS = { provision: 'Provisioning of', delete: 'Deletion of', check: 'Test order in' } as const;

function Item({ item }: { item: LiveWork }) {
  const { kind, storeName, owner, step, detail, createdAt, dispatch, attempt, holder, sentAt } = item;
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium wrap-anywhere">
          {KINDS[kind]} {storeName} <span className="font-normal text-muted">of {owner}</span>
        </p>
        <p className="text-muted wrap-anywhere">
          {step ? stepTitle(kind, step) : 'Waits for its next step'}
          {detail && `: ${detail}`}
        </p>
      </div>
      <p className="text-muted">
        {sentAt ? (
          <>
            Handed over <RelativeTime date={sentAt} />
          </>
        ) : (
          'Not handed over yet'
        )}
        {`, event ${dispatch}`}
        {attempt > 0 && `, try ${attempt}`}
        {holder && `, held by ${holder.split('/').slice(0, 2).join(', process ')}`}
      </p>
      <p className="tabular-nums">
        <Clock from={createdAt} to={null} />
      </p>
    </li>
  );
}
