'use client';

import type { ReactNode } from 'react';
import { usePlatform } from '#app/platform/platform.tsx';
import { ShopLink } from '#app/store/shop-link.tsx';
import { RunningStep, StatusBadge } from '#app/store/status-badge.tsx';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { CopyButton } from '#app/ui/copy-button.tsx';
import { isAllowed } from '#server/stores/status.ts';
import type { StoreView } from '#server/stores/view.ts';
import { RetryButton } from './retry-button.tsx';
import { ShopAnswer } from './shop-answer.tsx';

/** What the store is, where it lies, and what can be done with it now; a retry stands where the failure is explained. */
export function StoreHeader({ store }: { store: StoreView }) {
  const { typeLabel, isSimulated } = usePlatform();
  const state = { status: store.status, lastOperation: store.operation.kind };
  return (
    <header className="space-y-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 space-y-2">
          <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">{store.name}</h1>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <StatusBadge status={store.status} />
            <RunningStep store={store} />
            <ShopAnswer store={store} />
          </p>
        </div>
        {isAllowed('retry', state) && !store.operation.failure && <RetryButton id={store.id} />}
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Term name="Address">
          <ShopLink store={store} href={store.url} what="Shop" />
          <CopyButton text={store.url} what="the address" />
        </Term>
        <Term name="Type">{typeLabel(store.type)}</Term>
        <Term name="Admin">
          <ShopLink store={store} href={store.adminUrl} what="Administration" />
          <CopyButton text={store.adminUrl} what="the admin address" />
        </Term>
        <Term name="Created">
          <RelativeTime date={store.createdAt} />
        </Term>
        <Term name="Namespace">
          <code className="truncate font-mono text-xs" title={store.namespace}>
            {store.namespace}
          </code>
          <CopyButton text={store.namespace} what="the namespace" />
        </Term>
      </dl>
      {isSimulated && <p className="text-muted">Links are off: the nodes are simulated, so no shop answers there.</p>}
    </header>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="flex min-h-9 min-w-0 items-center gap-1">{children}</dd>
    </>
  );
}
