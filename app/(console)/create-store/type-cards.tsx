'use client';

import { Timer } from 'lucide-react';
import type { StoreTypeCard } from '#app/platform/platform.tsx';
import { useTypicalTimes } from '#app/store/typical-times.ts';
import { duration } from '#app/time/format.ts';
import type { Outputs } from '#app/trpc/client.ts';

type TypeCardsProps = { types: readonly StoreTypeCard[]; chosen: string; onChoose: (type: string) => void };

/** The store types as a choice of one, each with what it is, what comes with it, and how long it takes here. */
export function TypeCards({ types, chosen, onChoose }: TypeCardsProps) {
  const typical = useTypicalTimes();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">Type</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {types.map(({ id, label, description, includes }) => (
          <label
            key={id}
            className="relative rounded-lg border border-line p-3.5 transition-colors hover:bg-sunken/60 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <span className="flex items-center gap-2 font-semibold">
              <input
                type="radio"
                name="type"
                value={id}
                checked={chosen === id}
                onChange={() => onChoose(id)}
                className="size-4 accent-accent outline-none"
              />
              {label}
            </span>
            <span className="mt-1.5 block text-muted">{description}</span>
            <span className="mt-2 block text-xs text-muted">{includes.join(' · ')}</span>
            <span className="mt-2 flex items-center gap-1.5 text-xs text-muted">
              <Timer aria-hidden className="size-3.5 shrink-0" />
              {timeWords(typical(id, 'provision'))}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What was measured here, and from how many; no guess where nothing was. */
function timeWords(time: Outputs['store']['typicalTimes'][number] | undefined): string {
  if (!time) return 'Not measured here yet';
  const { totalMs, samples } = time;
  return `Ready in ${duration(totalMs)} here (${samples === 1 ? 'the one so far' : `median of ${samples}`})`;
}
