'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useRouter } from 'next/navigation';
import { useId, useState, type KeyboardEvent } from 'react';
import { usePlatform } from '#app/platform/platform.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { Dialog } from '#app/ui/dialog.tsx';
import { useSettled } from '#app/ui/settled.ts';
import { INPUT_CLASS } from '#app/ui/text-field.tsx';
import { statusLabel } from '#server/stores/status-label.ts';
import type { Place } from './commands.ts';

const PAUSE_MS = 150;
const STORES_SHOWN = 8;

type PaletteProps = { places: Place[]; onClose: () => void; onCreate: () => void };
type Choice = { id: string; label: string; note: string; choose: () => void };

/** Finds stores by their names and commands by their words; Enter does what is marked. */
export function Palette({ places, onClose, onCreate }: PaletteProps) {
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  const { choices, isSearching } = useChoices(typed, { places, onClose, onCreate });
  const listId = useId();
  const current = choices[Math.min(marked, choices.length - 1)];

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') current?.choose();
    else if (step && choices.length > 0)
      setMarked((Math.min(marked, choices.length - 1) + step + choices.length) % choices.length);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Find"
      description="A store by its name, or a command. Arrows choose, Enter opens."
    >
      <input
        role="combobox"
        aria-label="Store or command"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={current && `${listId}-${current.id}`}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
        className={INPUT_CLASS}
      />
      <ul id={listId} role="listbox" aria-label="Found" className="mt-3 max-h-80 overflow-y-auto">
        {choices.map((choice) => (
          <li
            key={choice.id}
            id={`${listId}-${choice.id}`}
            role="option"
            aria-selected={choice === current}
            onClick={choice.choose}
            className={clsx(
              'flex cursor-pointer items-baseline justify-between gap-3 rounded-md px-3 py-2',
              choice === current ? 'bg-accent-soft text-ink' : 'hover:bg-sunken',
            )}
          >
            <span className="min-w-0 truncate" title={choice.label}>
              {choice.label}
            </span>
            <span className="shrink-0 text-muted">{choice.note}</span>
          </li>
        ))}
      </ul>
      <p role="status" className="mt-2 text-muted">
        {choices.length === 0 && (isSearching ? 'Searching…' : 'No store and no command is called that.')}
      </p>
    </Dialog>
  );
}

function useChoices(typed: string, { places, onClose, onCreate }: PaletteProps) {
  const router = useRouter();
  const { isSimulated } = usePlatform();
  const name = useSettled(typed.trim(), PAUSE_MS);
  const found = useQuery(
    useTRPC().store.list.queryOptions(
      { limit: STORES_SHOWN, ...(name && { name }) },
      { placeholderData: (known) => known, gcTime: 0 },
    ),
  );
  const go = (href: string) => () => {
    onClose();
    router.push(href);
  };
  const commands: Choice[] = [
    { id: 'create', label: 'Create store', note: 'c', choose: onCreate },
    ...places.map(({ href, key, label }) => ({ id: `go-${key}`, label, note: `g ${key}`, choose: go(href) })),
  ];
  const stores: Choice[] = (found.data?.stores ?? [])
    .filter((store) => store.name.includes(typed.trim().toLowerCase()))
    .map(({ id, name, status }) => ({
      id,
      label: name,
      note: statusLabel(status, isSimulated),
      choose: go(`/stores/${id}`),
    }));
  const matching = commands.filter(({ label }) => label.toLowerCase().includes(typed.trim().toLowerCase()));
  return { choices: [...stores, ...matching], isSearching: found.isFetching || name !== typed.trim() };
}
