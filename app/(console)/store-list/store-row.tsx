'use client';

import Link from 'next/link';
import { memo } from 'react';
import { usePlatform } from '#app/platform/platform.tsx';
import { ShopLink } from '#app/store/shop-link.tsx';
import { RunningStep, StatusBadge } from '#app/store/status-badge.tsx';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { CopyButton } from '#app/ui/copy-button.tsx';
import type { StoreView } from '#server/stores/view.ts';

/** Five columns on a wide screen; below that a card of two, and of one on a phone. */
export const ROW_COLUMNS =
  'grid grid-cols-1 items-center sm:grid-cols-[minmax(0,1fr)_fit-content(62%)] gap-x-4 gap-y-1 px-4 ' +
  'lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1.5fr)_minmax(0,1.3fr)_minmax(0,1.4fr)_7rem]';

/** One store of the list. The whole row leads to its page; its links lead to the shop. */
export const StoreRow = memo(function StoreRow({ store, rowIndex }: { store: StoreView; rowIndex: number }) {
  const { typeLabel } = usePlatform();
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={`${ROW_COLUMNS} relative py-3 lg:[contain-intrinsic-size:auto_41px] lg:[content-visibility:auto] transition-colors first:rounded-t-xl last:rounded-b-xl hover:bg-sunken/60`}
    >
      <div role="cell" className="min-w-0">
        <Link
          href={`/stores/${store.id}`}
          data-stop
          title={store.name}
          className="block truncate font-medium after:absolute after:inset-0 after:rounded-md"
        >
          {store.name}
        </Link>
        <span className="text-muted">{typeLabel(store.type)}</span>
      </div>
      <div role="cell" className="min-w-0 space-y-0.5 sm:max-lg:text-right">
        <StatusBadge status={store.status} />
        <div className="lg:pl-1">
          <RunningStep store={store} />
        </div>
        <StoreError store={store} />
      </div>
      <div role="cell" className="relative z-10 flex min-w-0 items-center sm:max-lg:col-span-2">
        <span className="shrink-0 pr-1.5 text-muted lg:hidden">Shop</span>
        <ShopLink store={store} href={store.url} what="Shop" />
        <CopyButton text={store.url} what={`the address of ${store.name}`} className="-my-1.5 ml-0.5 size-7!" />
      </div>
      <div role="cell" className="relative z-10 flex min-w-0 sm:max-lg:col-span-2">
        <span className="shrink-0 pr-1.5 text-muted lg:hidden">Admin</span>
        <ShopLink store={store} href={store.adminUrl} what="Administration" />
      </div>
      <div role="cell" className="relative z-10 text-muted sm:max-lg:col-span-2">
        <span className="lg:hidden">Created </span>
        <RelativeTime date={store.createdAt} />
      </div>
    </div>
  );
});

/** Why a failed store failed, in a line; all of it stands on its page. */
function StoreError({ store: { status, operation } }: { store: StoreView }) {
  if (status !== 'failed' || !operation.failure) return null;
  const { message } = operation.failure;
  return (
    <p className="truncate text-bad max-lg:whitespace-normal max-lg:line-clamp-2" title={message}>
      {message}
    </p>
  );
}
