'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { useTRPC, type Outputs } from '#app/trpc/client.ts';
import { Paged } from '#app/ui/paged.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import { DisableButton } from './disable-button.tsx';
import { StoreLimit } from './store-limit.tsx';

export type Person = Outputs['admin']['people']['people'][number];

/** Everybody who ever signed in: who may, and how many stores each may have. */
export function People() {
  const [search, setSearch] = useState('');
  const query = useInfiniteQuery(
    useTRPC().admin.people.infiniteQueryOptions(
      { limit: 50, ...(search && { search }) },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
  );
  const people = query.data?.pages.flatMap((page) => page.people);
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">People</h1>
      <search className="flex">
        <SearchField label="E-mail address" value={search} maxLength={254} onSearch={setSearch} />
      </search>
      <Paged query={query} items={people} what="people" nothing="Nobody matches.">
        {(known) => (
          <ul
            aria-label="People"
            className="divide-y divide-line rounded-xl border border-line bg-surface px-4 py-1 shadow-raised"
          >
            {known.map((person) => (
              <Row key={person.id} person={person} />
            ))}
          </ul>
        )}
      </Paged>
    </>
  );
}

function Row({ person }: { person: Person }) {
  const { email, disabledAt, stores, maxStores, hasOwnLimit, lastSignInAt } = person;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="truncate font-medium" title={email}>
          {email}
        </p>
        <p className="text-muted">
          {stores} of {maxStores} stores{hasOwnLimit && ' (a limit of their own)'}
          {' · '}
          {lastSignInAt ? (
            <>
              signed in <RelativeTime date={lastSignInAt} />
            </>
          ) : (
            'no sign-in is kept'
          )}
        </p>
        {disabledAt && (
          <p className="text-bad">
            Disabled <RelativeTime date={disabledAt} />
          </p>
        )}
      </div>
      <StoreLimit person={person} />
      <DisableButton person={person} />
    </li>
  );
}
