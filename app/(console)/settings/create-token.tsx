'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTRPC } from '#app/trpc/client.ts';
import { problemOf } from '#app/trpc/problem.ts';
import { Button } from '#app/ui/button.tsx';
import { CopyButton } from '#app/ui/copy-button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Problem } from '#app/ui/problem.tsx';
import { INPUT_CLASS, TextField } from '#app/ui/text-field.tsx';
import { SCOPES, type Scope } from '#server/stores/actor.ts';

const SCOPE_WORDS = {
  'stores:read': 'See stores, their steps and pods',
  'stores:write': 'Create, retry and delete stores',
  'credentials:read': 'Reveal the credentials of stores',
} as const satisfies Record<Scope, string>;

const LIFETIMES_DAYS = [7, 30, 90, 365];
const USUAL_DAYS = 90;

/** Asks what the token is for and what it may do; then shows it, once. */
export function CreateToken({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [scopes, setScopes] = useState<readonly Scope[]>(['stores:read']);
  const create = useMutation(
    trpc.token.create.mutationOptions({
      gcTime: 0,
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.token.list.queryKey() }),
    }),
  );
  if (create.data) return <NewToken token={create.data.token} onDone={onDone} />;
  const fields = create.error ? problemOf(create.error).fields : {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    create.mutate({ name: String(form.get('name')), days: Number(form.get('days')), scopes: [...scopes] });
  }

  function toggle(scope: Scope) {
    setScopes(scopes.includes(scope) ? scopes.filter((chosen) => chosen !== scope) : [...scopes, scope]);
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-5">
      <TextField label="What it is for" name="name" maxLength={60} autoComplete="off" error={fields['name']?.[0]} />
      <fieldset className="space-y-2">
        <legend className="mb-1.5 font-medium">What it may do</legend>
        {SCOPES.map((scope) => (
          <label key={scope} className="flex items-center gap-2.5">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={() => toggle(scope)}
              className="size-4 accent-accent"
            />
            <span>
              {SCOPE_WORDS[scope]} <code className="font-mono text-xs text-muted">{scope}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <label className="block">
        <span className="mb-1.5 block font-medium">How long it lives</span>
        <select name="days" defaultValue={USUAL_DAYS} className={`${INPUT_CLASS} max-w-44`}>
          {LIFETIMES_DAYS.map((days) => (
            <option key={days} value={days}>
              {days} days
            </option>
          ))}
        </select>
      </label>
      {create.error && !fields['name'] && <Problem error={create.error}>The token was not created.</Problem>}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={scopes.length === 0} busy={create.isPending && 'Creating…'}>
          Create token
        </Button>
      </div>
    </form>
  );
}

function NewToken({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <div className="space-y-4">
      <Notice tone="warn" role="status">
        Copy the token now. It is not shown again.
      </Notice>
      <p className="flex items-center justify-between gap-2 rounded-md bg-sunken pl-3">
        <code className="min-w-0 py-2 font-mono text-xs wrap-anywhere">{token}</code>
        <CopyButton text={token} what="the token" />
      </p>
      <div className="flex justify-end">
        <Button look="primary" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </div>
  );
}
