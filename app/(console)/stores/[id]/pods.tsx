'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ChevronRight, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTRPC, type Outputs } from '#app/trpc/client.ts';
import { IconButton } from '#app/ui/button.tsx';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';
import type { StoreView } from '#server/stores/view.ts';
import { useAskedAgain } from './asked-again.ts';
import { PodDetails } from './pod-details.tsx';

export type PodView = Outputs['store']['pods'][number];
export type EventView = Outputs['store']['events'][number];

/** What a pod does when its store is ready is in no row, so nothing pushes it. */
const ASK_EVERY_MS = 30_000;

/** The store's pods as the cluster has them: asked for again whenever the store changes, now and then, and on request. */
export function Pods({ store }: { store: StoreView }) {
  const trpc = useTRPC();
  const podOptions = trpc.store.pods.queryOptions({ id: store.id }, { refetchInterval: ASK_EVERY_MS });
  const eventOptions = trpc.store.events.queryOptions({ id: store.id }, { refetchInterval: ASK_EVERY_MS });
  const [pods, events] = [useQuery(podOptions), useQuery(eventOptions)];
  useAskedAgain(store.version, podOptions.queryKey);
  useAskedAgain(store.version, eventOptions.queryKey);
  const refresh = () => void Promise.all([pods.refetch(), events.refetch()]);
  return (
    <Panel
      title="Pods"
      actions={
        <IconButton label="Refresh the pods" onClick={refresh} aria-busy={pods.isFetching}>
          <RefreshCw className={clsx(pods.isFetching && 'animate-breathe')} />
        </IconButton>
      }
    >
      {pods.error && (
        <Problem error={pods.error} onRetry={refresh}>
          The pods could not be read.
        </Problem>
      )}
      {pods.isPending && <Loading what="Asking the cluster…" />}
      {pods.data?.length === 0 && <p className="text-muted">The cluster has no pods of this store now.</p>}
      {pods.data && pods.data.length > 0 && <PodTable pods={pods.data} events={events.data ?? []} />}
    </Panel>
  );
}

function PodTable({ pods, events }: { pods: PodView[]; events: EventView[] }) {
  return (
    <table className="w-full table-fixed text-left max-sm:text-xs">
      <thead className="text-muted">
        <tr>
          <th className="pb-1.5 font-medium">Name</th>
          <th className="w-24 pb-1.5 font-medium max-sm:w-0">
            <span className="max-sm:sr-only">Phase</span>
          </th>
          <th className="w-11 pb-1.5 font-medium sm:w-14">Ready</th>
          <th className="w-14 pb-1.5 text-right font-medium sm:w-16">Restarts</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {pods.map((pod) => (
          <PodRows key={pod.name} pod={pod} events={events.filter(({ object }) => object === `Pod/${pod.name}`)} />
        ))}
      </tbody>
    </table>
  );
}

function PodRows({ pod, events }: { pod: PodView; events: EventView[] }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <tr className="align-baseline">
        <td className="py-2 pr-3">
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
            className="flex items-baseline gap-1 rounded-sm text-left font-mono text-xs wrap-anywhere hover:text-accent"
          >
            <ChevronRight
              aria-hidden
              className={clsx('size-4 shrink-0 self-center text-muted transition-transform', isOpen && 'rotate-90')}
            />
            {pod.name}
          </button>
          <span aria-hidden className="block pl-5 text-muted sm:hidden">
            {pod.phase}
          </span>
          {pod.message && <span className="block pl-5 text-warn wrap-anywhere">{pod.message}</span>}
        </td>
        <td className="py-2">
          <span className="max-sm:sr-only">{pod.phase}</span>
        </td>
        <td className={clsx('py-2', pod.ready ? 'text-good' : 'text-muted')}>{readiness(pod)}</td>
        <td className="py-2 text-right tabular-nums">{pod.restarts}</td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={4} className="pb-3 pl-5">
            <PodDetails pod={pod} events={events} />
          </td>
        </tr>
      )}
    </>
  );
}

/** A pod that has done its work is not ready, and need not be. */
function readiness({ ready, phase }: PodView): string {
  if (phase === 'Succeeded') return 'Done';
  return ready ? 'Yes' : 'No';
}
