'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { CircleCheck, CircleDashed, CircleX, RefreshCw } from 'lucide-react';
import { usePlatform } from '#app/platform/platform.tsx';
import { Clock } from '#app/time/clock.tsx';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { IconButton } from '#app/ui/button.tsx';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';
import { isAllowed } from '#server/stores/status.ts';
import type { OrderCheckView, StoreView } from '#server/stores/view.ts';
import { useAskedAgain } from './asked-again.ts';
import { CheckAgain } from './check-again.tsx';

const LOOKS = {
  running: { icon: CircleDashed, look: 'animate-breathe text-accent', words: 'A test order is being placed.' },
  passed: { icon: CircleCheck, look: 'text-good', words: 'A test order was placed, read back and removed.' },
  failed: { icon: CircleX, look: 'text-bad', words: 'The test order failed.' },
} as const;

/** The last test order of the store, as the cluster has it: what it did and, if it failed, what the shop answered. */
export function OrderCheck({ store }: { store: StoreView }) {
  const options = useTRPC().store.orderCheck.queryOptions({ id: store.id });
  const check = useQuery(options);
  useAskedAgain(store.version, options.queryKey);
  const refresh = () => void check.refetch();
  const canCheck = isAllowed('check', { status: store.status, lastOperation: store.operation.kind });
  return (
    <Panel
      title="Last order check"
      actions={
        <IconButton label="Refresh the order check" onClick={refresh} aria-busy={check.isFetching}>
          <RefreshCw className={clsx(check.isFetching && 'animate-breathe')} />
        </IconButton>
      }
    >
      <div className="space-y-3.5">
        {check.error && (
          <Problem error={check.error} onRetry={refresh}>
            The order check could not be read.
          </Problem>
        )}
        {check.isPending && <Loading what="Asking the cluster…" />}
        {check.data === null && <p className="text-muted">The cluster has no test order of this store.</p>}
        {check.data && <Report check={check.data} />}
        {canCheck && <CheckAgain id={store.id} isRunning={check.data?.state === 'running'} />}
      </div>
    </Panel>
  );
}

function Report({ check }: { check: OrderCheckView }) {
  const { state, startedAt, finishedAt, steps, failure } = check;
  const { isSimulated } = usePlatform();
  const { icon: Icon, look, words } = LOOKS[state];
  return (
    <div className="space-y-3.5">
      <p className="flex items-start gap-2.5">
        <Icon className={clsx('mt-0.5 size-[19px] shrink-0', look)} aria-hidden />
        <span role="status" className="min-w-0 flex-1">
          {isSimulated && state === 'passed' ? 'Simulated: no order was really placed.' : words}
        </span>
        <span className="text-muted">
          {finishedAt ? <RelativeTime date={finishedAt} /> : <Clock from={startedAt} to={null} />}
        </span>
      </p>
      {steps.length > 0 && (
        <ol className="space-y-1 text-muted">
          {steps.map(({ name, ms }) => (
            <li key={name} className="flex items-baseline justify-between gap-3">
              {name}
              <span className="tabular-nums">{ms} ms</span>
            </li>
          ))}
        </ol>
      )}
      {failure && (
        <p className="text-bad wrap-anywhere">
          {failure.step && <strong className="font-medium">{failure.step}: </strong>}
          {failure.answer}
        </p>
      )}
    </div>
  );
}
