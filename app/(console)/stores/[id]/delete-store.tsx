'use client';

import { useMutation } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useStoreCache } from '#app/live/live-stores.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Problem } from '#app/ui/problem.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import type { StoreView } from '#server/stores/view.ts';

/** Asks for the store's name before it is deleted: what goes does not come back. */
export function DeleteStore({ store }: { store: StoreView }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="danger" onClick={() => setIsOpen(true)}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={`Delete ${store.name}?`}
        description="The shop, its database, its files and its credentials are removed. This can't be undone."
      >
        <DeleteForm store={store} onDone={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function DeleteForm({ store, onDone }: { store: StoreView; onDone: () => void }) {
  const [typed, setTyped] = useState('');
  const trpc = useTRPC();
  const cache = useStoreCache();
  const remove = useMutation(
    trpc.store.delete.mutationOptions({
      onSuccess: (changed) => {
        cache.put(changed);
        onDone();
      },
    }),
  );
  const isConfirmed = typed === store.name;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isConfirmed) remove.mutate({ id: store.id });
  }

  return (
    <form onSubmit={submit} className="space-y-5">
      <TextField
        label={
          <>
            Type <span className="font-mono">{store.name}</span> to confirm
          </>
        }
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      {remove.error && <Problem error={remove.error}>The deletion was not started.</Problem>}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onClick={onDone}>Keep the store</Button>
        <Button type="submit" look="danger" disabled={!isConfirmed} busy={remove.isPending && 'Starting…'}>
          Delete the store
        </Button>
      </div>
    </form>
  );
}
