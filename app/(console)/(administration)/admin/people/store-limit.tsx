'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTRPC } from '#app/trpc/client.ts';
import { problemOf } from '#app/trpc/problem.ts';
import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import type { Person } from './people.tsx';

/** How many stores a person may have: a number of their own, or everybody's. */
export function StoreLimit({ person }: { person: Person }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        Limit <span className="sr-only">of {person.email}</span>
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`Stores of ${person.email}`}
        description="It holds for new stores only; those that they have stay."
      >
        <LimitForm person={person} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function LimitForm({ person: { id, maxStores }, onDone }: { person: Person; onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const change = useMutation(
    trpc.admin.setStoreLimit.mutationOptions({
      onSuccess: onDone,
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.admin.people.pathKey() }),
    }),
  );
  const problem = change.error ? problemOf(change.error).message : undefined;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('maxStores')).trim();
    change.mutate({ id, maxStores: text === '' ? null : Number(text) });
  }

  return (
    <form onSubmit={submit} noValidate className="space-y-5">
      <TextField
        label="How many stores they may have"
        name="maxStores"
        inputMode="numeric"
        autoComplete="off"
        defaultValue={maxStores}
        error={problem}
        hint="Leave it empty for as many as everybody may have."
      />
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={change.isPending && 'Saving…'}>
          Save
        </Button>
      </div>
    </form>
  );
}
