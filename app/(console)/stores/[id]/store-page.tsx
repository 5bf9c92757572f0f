'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useIsGone } from '#app/live/gone.ts';
import { useLook } from '#app/live/live-stores.tsx';
import { newer } from '#app/live/store-list.ts';
import { useTypicalTimes } from '#app/store/typical-times.ts';
import { duration } from '#app/time/format.ts';
import { useTRPC } from '#app/trpc/client.ts';
import { problemOf } from '#app/trpc/problem.ts';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';
import type { StoreView } from '#server/stores/view.ts';
import { Activity } from './activity.tsx';
import { historyState } from './asked-again.ts';
import { BackLink } from './back-link.tsx';
import { Credentials } from './credentials.tsx';
import { DangerZone } from './danger-zone.tsx';
import { FailurePanel } from './failure-panel.tsx';
import { History } from './history.tsx';
import { Logs } from './logs.tsx';
import { OPERATION_TITLES } from './operation-words.ts';
import { OrderCheck } from './order-check.tsx';
import { Pods } from './pods.tsx';
import { StoreGone, StoreNotFound } from './store-end.tsx';
import { StoreHeader } from './store-header.tsx';
import { Timeline } from './timeline.tsx';
import { Usage } from './usage.tsx';

/** Everything about one store: what happens, why, and what can be done. */
export function StorePage({ id }: { id: string }) {
  useLook(useMemo(() => ({ storeId: id }), [id]));
  const trpc = useTRPC();
  const isGone = useIsGone(id);
  const { data, error, refetch } = useQuery(
    trpc.store.get.queryOptions(
      { id },
      {
        enabled: !isGone,
        structuralSharing: (known, fresh) => newer(known as StoreView | undefined, fresh as StoreView),
      },
    ),
  );

  if (isGone) return <StoreGone id={id} name={data?.name} />;
  if (data) return <StoreDetails store={data} />;
  if (error && problemOf(error).code === 'NOT_FOUND') return <StoreNotFound />;
  return (
    <>
      <BackLink />
      {error ? (
        <Problem error={error} onRetry={() => void refetch()}>
          The store could not be loaded.
        </Problem>
      ) : (
        <Loading what="Loading the store…" lines={6} />
      )}
    </>
  );
}

/** What is done with the store now, or was done last, step by step. */
function CurrentOperation({ store: { type, operation } }: { store: StoreView }) {
  const typical = useTypicalTimes()(type, operation.kind);
  return (
    <Panel
      title={OPERATION_TITLES[operation.kind]}
      actions={typical && <span className="text-muted">usually {duration(typical.totalMs)} in all</span>}
    >
      <Timeline operation={operation} typicalMs={typical?.stepsMs} />
    </Panel>
  );
}

function StoreDetails({ store }: { store: StoreView }) {
  const { operation } = store;
  return (
    <>
      <title>{`${store.name} · Storewright`}</title>
      <BackLink />
      <StoreHeader store={store} />
      {operation.failure && <FailurePanel store={store} failure={operation.failure} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <div className="space-y-5">
          <CurrentOperation store={store} />
          <Pods store={store} />
          <Logs store={store} />
        </div>
        <div className="space-y-5">
          <Credentials store={store} />
          <OrderCheck store={store} />
          <Usage store={store} />
          <History store={store} />
          <Activity id={store.id} state={historyState(store)} />
        </div>
      </div>
      <DangerZone store={store} />
    </>
  );
}
