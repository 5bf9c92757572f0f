'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTRPC } from '#app/trpc/client.ts';
import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Problem } from '#app/ui/problem.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import type { Orphan } from './namespaces.tsx';

/** Asks for the namespace's name before it is removed: what is in it is nobody's, but may be somebody's data. */
export function RemoveOrphan({ orphan }: { orphan: Orphan }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        Remove <span className="sr-only">{orphan.name}</span>
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Remove the namespace?"
        description="Everything in it goes: databases, files, credentials. Look into it first. This can't be undone."
      >
        <RemoveForm orphan={orphan} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function RemoveForm({ orphan: { name, uid }, onDone }: { orphan: Orphan; onDone: () => void }) {
  const [typed, setTyped] = useState('');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.admin.removeOrphan.mutationOptions({
      onSuccess: onDone,
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.admin.mismatches.queryKey() }),
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed === name) remove.mutate({ name, uid });
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
      {remove.error && <Problem error={remove.error}>It was not removed.</Problem>}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onClick={onDone}>Keep it</Button>
        <Button type="submit" look="danger" disabled={typed !== name} busy={remove.isPending && 'Removing…'}>
          Remove the namespace
        </Button>
      </div>
    </form>
  );
}
