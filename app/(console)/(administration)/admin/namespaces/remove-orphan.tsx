'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '#app/trpc/client.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmByName } from '#app/ui/confirm-by-name.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
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

const WORDS = {
  failed: 'It was not removed.',
  keep: 'Keep it',
  confirm: 'Remove the namespace',
  busy: 'Removing…',
};

function RemoveForm({ orphan: { name, uid }, onDone }: { orphan: Orphan; onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.admin.removeOrphan.mutationOptions({
      onSuccess: onDone,
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.admin.mismatches.queryKey() }),
    }),
  );
  return (
    <ConfirmByName
      name={name}
      change={remove}
      words={WORDS}
      onConfirm={() => remove.mutate({ name, uid })}
      onKeep={onDone}
    />
  );
}
