import { clsx } from 'clsx';
import { Check, Circle, CircleDashed, X, type LucideIcon } from 'lucide-react';
import { NAME_RULES } from '#server/stores/name-rules.ts';

export type RuleState = 'open' | 'checking' | 'kept' | 'broken';

const LOOKS = {
  open: { icon: Circle, look: 'text-muted', words: 'not checked yet' },
  checking: { icon: CircleDashed, look: 'text-muted', words: 'being checked' },
  kept: { icon: Check, look: 'text-good', words: 'kept' },
  broken: { icon: X, look: 'text-bad', words: 'broken' },
} as const satisfies Record<RuleState, { icon: LucideIcon; look: string; words: string }>;

type NameRulesProps = { name: string; isFree: RuleState };

/** Each rule of a name, ticked or crossed as it is typed; the last one only the server knows. */
export function NameRules({ name, isFree }: NameRulesProps) {
  return (
    <ul aria-label="Rules" className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
      {NAME_RULES.map(({ id, text, holds }) => (
        <Rule key={id} id={id} text={text} state={name === '' ? 'open' : holds(name) ? 'kept' : 'broken'} />
      ))}
      <Rule id="free" text={isFree === 'broken' ? 'Not in use: this name is taken' : 'Not in use'} state={isFree} />
    </ul>
  );
}

function Rule({ id, text, state }: { id: string; text: string; state: RuleState }) {
  const { icon: Icon, look, words } = LOOKS[state];
  return (
    <li data-rule={id} data-state={state} className={clsx('flex items-center gap-2', look)}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      <span>
        {text}
        <span className="sr-only">: {words}</span>
      </span>
    </li>
  );
}
