import type { StoreTypeCard } from '#app/platform/platform.tsx';

type TypeCardsProps = { types: readonly StoreTypeCard[]; chosen: string; onChoose: (type: string) => void };

/** The store types as a choice of one, each with what it is and what comes with it. */
export function TypeCards({ types, chosen, onChoose }: TypeCardsProps) {
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
          </label>
        ))}
      </div>
    </fieldset>
  );
}
