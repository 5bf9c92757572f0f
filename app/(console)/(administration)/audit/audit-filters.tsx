'use client';

import { useCallback } from 'react';
import { ACTION_WORDS } from '#app/audit/audit-words.ts';
import { useEarlyValue } from '#app/ui/early-value.ts';
import { FilterSelect } from '#app/ui/filter-select.tsx';
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
      <FilterSelect
        label="Action"
        value={action}
        onChange={(chosen) => change({ action: chosen })}
        all="All actions"
        choices={Object.entries(ACTION_WORDS)}
        className="sm:max-w-60"
      />
      <Day label="From" value={from} onChange={(day) => change({ from: day })} />
      <Day label="Until" value={until} onChange={(day) => change({ until: day })} />
    </search>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const field = useEarlyValue<HTMLInputElement>(value, onChange);
  return (
    <label className="flex min-w-48 flex-1 items-center gap-2 sm:max-w-52">
      <span className="w-9 shrink-0 text-muted">{label}</span>
      <input
        ref={field}
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={INPUT_CLASS}
      />
    </label>
  );
}
