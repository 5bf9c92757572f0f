'use client';

import { Dialog } from '#app/ui/dialog.tsx';
import { KEYS, type Place } from './commands.ts';

/** All that the keyboard does. */
export function KeyList({ places, onOpenChange }: { places: Place[]; onOpenChange: (isOpen: boolean) => void }) {
  const all = [...KEYS, ...places.map(({ key, label }) => ({ keys: `g ${key}`, does: `Go to: ${label}` }))];
  return (
    <Dialog open onOpenChange={onOpenChange} title="Keyboard" description="Wherever you are not writing.">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-5 gap-y-2">
        {all.map(({ keys, does }) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded-md border border-line bg-sunken px-1.5 py-0.5 font-mono text-xs whitespace-nowrap">
                {keys}
              </kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
