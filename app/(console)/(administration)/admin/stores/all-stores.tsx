'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePlatform } from '#app/platform/platform.tsx';
import { StatusBadge } from '#app/store/status-badge.tsx';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { useTRPC, type Outputs } from '#app/trpc/client.ts';
import { FilterSelect } from '#app/ui/filter-select.tsx';
import { Paged } from '#app/ui/paged.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import { statusLabel } from '#server/stores/status-label.ts';
import { STORE_STATUSES } from '#server/stores/status.ts';

type OwnedStore = Outputs['admin']['stores']['stores'][number];

const ROW =
  'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 py-2.5 lg:grid-cols-[minmax(0,1.2fr)_10.5rem_minmax(0,1.3fr)_minmax(0,1.2fr)_7rem]';

/** Everybody's stores with their owners. What an owner alone may do with a store is not offered here. */
export function AllStores() {
  const { isSimulated } = usePlatform();
  const [name, setName] = useState('');
  const [owner, setOwner] = useState('');
  const [status, setStatus] = useState('');
  const known = STORE_STATUSES.find((one) => one === status);
  const query = useInfiniteQuery(
    useTRPC().admin.stores.infiniteQueryOptions(
      { limit: 50, ...(name && { name }), ...(owner && { owner }), ...(known && { status: known }) },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
  );
  const stores = query.data?.pages.flatMap((page) => page.stores);
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">All stores</h1>
      <search className="flex flex-wrap gap-2.5">
        <SearchField label="Search by name" value={name} maxLength={40} onSearch={setName} />
        <SearchField label="Owner" value={owner} maxLength={254} onSearch={setOwner} />
        <FilterSelect
          label="Status"
          value={status}
          onChange={setStatus}
          all="Every status"
          choices={STORE_STATUSES.map((one) => [one, statusLabel(one, isSimulated)])}
          className="max-w-52"
        />
      </search>
      <Paged query={query} items={stores} what="stores" nothing="No store matches.">
        {(found) => (
          <ul
            aria-label="Stores"
            className="divide-y divide-line rounded-xl border border-line bg-surface px-4 py-1 shadow-raised"
          >
            {found.map((store) => (
              <Row key={store.id} store={store} />
            ))}
          </ul>
        )}
      </Paged>
    </>
  );
}

function Row({ store }: { store: OwnedStore }) {
  const { typeLabel } = usePlatform();
  const { name, type, status, owner, namespace, createdAt, operation } = store;
  return (
    <li className={ROW}>
      <p className="min-w-0">
        <span className="block truncate font-medium" title={name}>
          {name}
        </span>
        <span className="text-muted">{typeLabel(type)}</span>
      </p>
      <div>
        <StatusBadge status={status} />
      </div>
      <p className="truncate max-lg:col-span-2" title={owner}>
        {owner}
      </p>
      <p className="min-w-0 max-lg:col-span-2">
        <code className="font-mono text-xs">{namespace}</code>
        {status === 'failed' && operation.failure && (
          <span className="block truncate text-bad" title={operation.failure.message}>
            {operation.failure.reason}
          </span>
        )}
      </p>
      <p className="text-muted max-lg:col-span-2">
        <RelativeTime date={createdAt} />
      </p>
    </li>
  );
}
