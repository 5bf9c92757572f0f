'use client';

import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useEarlyValue } from './early-value.ts';
import { INPUT_CLASS } from './text-field.tsx';

/** So long after the last key the search starts: one request a word instead of one a letter. */
const PAUSE_MS = 250;

type SearchFieldProps = {
  label: string;
  /** What is searched for now. */
  value: string;
  maxLength: number;
  /** Must stay the same function from one rendering to the next, or each rendering begins the pause anew. */
  onSearch: (text: string) => void;
};

/** A line of text that searches by itself when its reader stops typing. */
export function SearchField({ label, value, maxLength, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const field = useEarlyValue<HTMLInputElement>(typed, setTyped);
  // Taken over only when the filter was cleared elsewhere: a value that comes back late must not undo what is being typed.
  if (seen !== value) {
    setSeen(value);
    if (value === '') setTyped('');
  }

  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onSearch(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);

  return (
    <div className="relative min-w-48 flex-1 sm:max-w-xs">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={maxLength}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className={`${INPUT_CLASS} pl-9`}
      />
    </div>
  );
}
