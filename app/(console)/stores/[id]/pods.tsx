'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { RefreshCw } from 'lucide-react';
import { useTRPC, type Outputs } from '#app/trpc/client.ts';
import { IconButton } from '#app/ui/button.tsx';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';
import type { StoreView } from '#server/stores/view.ts';
import { useAskedAgain } from './asked-again.ts';

type PodView = Outputs['store']['pods'][number];

/** The store's pods as the cluster has them: asked for again whenever the store changes, and on request. */
export function Pods({ store }: { store: StoreView }) {
  const options = useTRPC().store.pods.queryOptions({ id: store.id });
  const pods = useQuery(options);
  useAskedAgain(store.version, options.queryKey);
  const refresh = () => void pods.refetch();
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
      {pods.data && pods.data.length > 0 && <PodTable pods={pods.data} />}
    </Panel>
  );
}

function PodTable({ pods }: { pods: PodView[] }) {
  return (
    <table className="w-full table-fixed text-left max-sm:text-xs">
      <thead className="text-muted">
        <tr>
          <th className="pb-1.5 font-medium">Name</th>
          <th className="w-20 pb-1.5 font-medium sm:w-24">Phase</th>
          <th className="w-11 pb-1.5 font-medium sm:w-14">Ready</th>
          <th className="w-14 pb-1.5 text-right sm:w-16 font-medium">Restarts</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {pods.map((pod) => (
          <tr key={pod.name} className="align-baseline">
            <td className="py-2 pr-3">
              <span className="block font-mono text-xs wrap-anywhere">{pod.name}</span>
              {pod.message && <span className="block text-warn wrap-anywhere">{pod.message}</span>}
            </td>
            <td className="py-2">{pod.phase}</td>
            <td className={clsx('py-2', pod.ready ? 'text-good' : 'text-muted')}>{readiness(pod)}</td>
            <td className="py-2 text-right tabular-nums">{pod.restarts}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A pod that has done its work is not ready, and need not be. */
function readiness({ ready, phase }: PodView): string {
  if (phase === 'Succeeded') return 'Done';
  return ready ? 'Yes' : 'No';
}
