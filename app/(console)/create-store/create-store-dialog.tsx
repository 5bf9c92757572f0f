'use client';

import { Dialog } from '#app/ui/dialog.tsx';
import { CreateStoreForm } from './create-store-form.tsx';

type CreateStoreDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function CreateStoreDialog({ open, onOpenChange }: CreateStoreDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Create store"
      description="It gets a namespace of its own. You can watch each step and leave at any time; the work goes on."
    >
      <CreateStoreForm onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}
