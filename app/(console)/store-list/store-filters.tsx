'use client';

import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { StoreFilter } from '#app/live/store-list.ts';
import { usePlatform } from '#app/platform/platform.tsx';
import { INPUT_CLASS } from '#app/ui/text-field.tsx';
import type { FilterChange } from './filter.ts';

/** So long after the last key the search starts: one request a word instead of one a letter. */
const PAUSE_MS = 250;

type StoreFiltersProps = { filter: StoreFilter; change: (wanted: FilterChange) => void };

/** Search by name and choice of a type; the status is chosen by the counts above. */
export function StoreFilters({ filter, change }: StoreFiltersProps) {
  const { types } = usePlatform();
  return (
    <search className="flex flex-wrap gap-2.5">
      <NameSearch name={filter.name ?? ''} change={change} />
      <select
        aria-label="Type"
        value={filter.type ?? ''}
        onChange={(event) => change({ type: event.target.value })}
        className={`${INPUT_CLASS} max-w-44`}
      >
        <option value="">All types</option>
        {types.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </search>
  );
}

function NameSearch({ name, change }: { name: string; change: (wanted: FilterChange) => void }) {
  const [typed, setTyped] = useState(name);
  const [seen, setSeen] = useState(name);
  // Taken over only when the filter was cleared elsewhere: a value that comes back late must not undo what is being typed.
  if (seen !== name) {
    setSeen(name);
    if (name === '') setTyped('');
  }

  useEffect(() => {
    if (typed === name) return;
    const timer = setTimeout(() => change({ name: typed }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, name, change]);

  return (
    <div className="relative min-w-48 flex-1 sm:max-w-xs">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
      <input
        type="search"
        aria-label="Search by name"
        placeholder="Search by name"
        maxLength={40}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className={`${INPUT_CLASS} pl-9`}
      />
    </div>
  );
}
