'use client';

import { usePlatform } from '#app/platform/platform.tsx';
import { EXAMPLE_NAME } from '#app/platform/example-name.ts';
import { TextField } from '#app/ui/text-field.tsx';
import { NAME_MAX, NAME_RULES } from '#server/stores/name-rules.ts';
import { NameRules } from './name-rules.tsx';
import { useNameCheck } from './use-name-check.ts';

type NameFieldProps = {
  name: string;
  onChange: (name: string) => void;
  /** What the server said of this name. */
  problem: string | undefined;
  /** Whether the form was sent with this dialog open; before that an empty field is no mistake. */
  wasTried: boolean;
};

/** The name with its rules, checked while typing, and the address that it will give. */
export function NameField({ name, onChange, problem, wasTried }: NameFieldProps) {
  const { addressOf } = usePlatform();
  const broken = NAME_RULES.find((rule) => !rule.holds(name));
  const isFree = useNameCheck(name, !broken);
  const ownProblem = wasTried && broken ? (name ? `${broken.text}.` : 'Give the store a name.') : undefined;
  return (
    <TextField
      label="Name"
      name="name"
      value={name}
      onChange={(event) => onChange(event.target.value)}
      maxLength={NAME_MAX + 20}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      placeholder={EXAMPLE_NAME}
      error={problem ?? ownProblem}
      hint={
        <div className="space-y-2.5">
          <p className="wrap-anywhere">
            Address:{' '}
            <span className={name && !broken ? 'font-medium text-ink' : ''}>
              {addressOf(name && !broken ? name : EXAMPLE_NAME)}
            </span>
          </p>
          <NameRules name={name} isFree={isFree} />
        </div>
      }
    />
  );
}
