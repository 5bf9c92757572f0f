'use client';

import { clsx } from 'clsx';
import { useEarlyValue } from './early-value.ts';
import { INPUT_CLASS } from './text-field.tsx';

type FilterSelectProps = {
  label: string;
  /** What is chosen; the empty string for the first choice. */
  value: string;
  onChange: (value: string) => void;
  /** Said of the first choice: that which leaves nothing out, or is the usual one. */
  all: string;
  /** The other choices: value and words. */
  choices: readonly (readonly [value: string, words: string])[];
  className?: string;
};

/** A choice out of a few, of which the first is what a list shows by itself. */
export function FilterSelect({ label, value, onChange, all, choices, className }: FilterSelectProps) {
  const field = useEarlyValue<HTMLSelectElement>(value, onChange);
  return (
    <select
      ref={field}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={clsx(INPUT_CLASS, className)}
    >
      <option value="">{all}</option>
      {choices.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  );
}
