'use client';

import { useMutation } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useStoreCache } from '#app/live/live-stores.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmByName } from '#app/ui/confirm-by-name.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
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

const WORDS = {
  failed: 'The deletion was not started.',
  keep: 'Keep the store',
  confirm: 'Delete the store',
  busy: 'Starting…',
};

function DeleteForm({ store: { id, name }, onDone }: { store: StoreView; onDone: () => void }) {
  const cache = useStoreCache();
  const remove = useMutation(
    useTRPC().store.delete.mutationOptions({
      onSuccess: (changed) => {
        cache.put(changed);
        onDone();
      },
    }),
  );
  return (
    <ConfirmByName name={name} change={remove} words={WORDS} onConfirm={() => remove.mutate({ id })} onKeep={onDone} />
  );
}
