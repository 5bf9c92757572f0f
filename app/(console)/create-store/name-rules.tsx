import { clsx } from 'clsx';
import { Check, Circle, X, type LucideIcon } from 'lucide-react';
import { NAME_RULES } from '#server/stores/schema.ts';

type RuleState = 'open' | 'kept' | 'broken';

const LOOKS = {
  open: { icon: Circle, look: 'text-muted', words: 'not checked yet' },
  kept: { icon: Check, look: 'text-good', words: 'kept' },
  broken: { icon: X, look: 'text-bad', words: 'broken' },
} as const satisfies Record<RuleState, { icon: LucideIcon; look: string; words: string }>;

/** Each rule of a name, ticked or crossed as it is typed. */
export function NameRules({ name }: { name: string }) {
  return (
    <ul aria-label="Rules" className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
      {NAME_RULES.map(({ id, text, holds }) => {
        const state: RuleState = name === '' ? 'open' : holds(name) ? 'kept' : 'broken';
        const { icon: Icon, look, words } = LOOKS[state];
        return (
          <li key={id} data-rule={id} data-state={state} className={clsx('flex items-center gap-2', look)}>
            <Icon className="size-3.5 shrink-0" aria-hidden />
            <span>
              {text}
              <span className="sr-only">: {words}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
