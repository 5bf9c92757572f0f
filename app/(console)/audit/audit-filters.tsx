'use client';

import { useCallback } from 'react';
import { ACTION_WORDS } from '#app/audit/audit-words.ts';
import { SearchField } from '#app/ui/search-field.tsx';
import { INPUT_CLASS } from '#app/ui/text-field.tsx';
import type { FilterChange } from '#app/ui/url-filter.ts';
import { type AuditViewFilter, PART_MAX } from './parse-audit-filter.ts';

type AuditFiltersProps = { filter: AuditViewFilter; change: (wanted: FilterChange<AuditViewFilter>) => void };

/** Who, which store, what, and when. */
export function AuditFilters({ filter, change }: AuditFiltersProps) {
  const { person = '', store = '', action = '', from = '', until = '' } = filter;
  const searchPerson = useCallback((text: string) => change({ person: text }), [change]);
  const searchStore = useCallback((text: string) => change({ store: text }), [change]);
  return (
    <search className="flex flex-wrap gap-2.5">
      <SearchField label="Person" value={person} maxLength={PART_MAX} onSearch={searchPerson} />
      <SearchField label="Store" value={store} maxLength={PART_MAX} onSearch={searchStore} />
      <select
        aria-label="Action"
        value={action}
        onChange={(event) => change({ action: event.target.value })}
        className={`${INPUT_CLASS} sm:max-w-60`}
      >
        <option value="">All actions</option>
        {Object.entries(ACTION_WORDS).map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
      <Day label="From" value={from} onChange={(day) => change({ from: day })} />
      <Day label="Until" value={until} onChange={(day) => change({ until: day })} />
    </search>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="flex min-w-48 flex-1 items-center gap-2 sm:max-w-52">
      <span className="w-9 shrink-0 text-muted">{label}</span>
      <input type="date" value={value} onChange={(event) => onChange(event.target.value)} className={INPUT_CLASS} />
    </label>
  );
}
