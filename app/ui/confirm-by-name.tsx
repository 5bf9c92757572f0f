'use client';

import { useState, type FormEvent } from 'react';
import { Button } from './button.tsx';
import { Problem } from './problem.tsx';
import { TextField } from './text-field.tsx';

type ConfirmByNameProps = {
  /** What has to be typed. */
  name: string;
  /** Of useMutation, what is needed of it. */
  change: { error: unknown; isPending: boolean };
  words: { failed: string; keep: string; confirm: string; busy: string };
  onConfirm: () => void;
  onKeep: () => void;
};

/** Asks for the name of what is about to go: what goes does not come back. */
export function ConfirmByName({ name, change, words, onConfirm, onKeep }: ConfirmByNameProps) {
  const [typed, setTyped] = useState('');
  const isConfirmed = typed === name;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isConfirmed) onConfirm();
  }

  return (
    <form onSubmit={submit} className="space-y-5">
      <TextField
        label={
          <>
            Type <span className="font-mono">{name}</span> to confirm
          </>
        }
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      {change.error !== null && <Problem error={change.error}>{words.failed}</Problem>}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onClick={onKeep}>{words.keep}</Button>
        <Button type="submit" look="danger" disabled={!isConfirmed} busy={change.isPending && words.busy}>
          {words.confirm}
        </Button>
      </div>
    </form>
  );
}
