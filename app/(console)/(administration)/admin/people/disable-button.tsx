'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/trpc/client.ts';
import { problemOf } from '#app/trpc/problem.ts';
import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Problem } from '#app/ui/problem.tsx';
import type { Person } from './people.tsx';

/** Shuts a person out after a question, or lets them in again at once. */
export function DisableButton({ person: { id, email, disabledAt } }: { person: Person }) {
  const [isAsking, setAsking] = useState(false);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const change = useMutation(
    trpc.admin.setDisabled.mutationOptions({
      onSuccess: () => setAsking(false),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.admin.people.pathKey() }),
      onError: (error) => disabledAt && toast.error(`Nothing was changed. ${problemOf(error).message}`),
    }),
  );
  if (disabledAt) {
    return (
      <Button busy={change.isPending && 'Enabling…'} onClick={() => change.mutate({ id, isDisabled: false })}>
        Enable <span className="sr-only">{email}</span>
      </Button>
    );
  }
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        Disable <span className="sr-only">{email}</span>
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Disable ${email}?`}
        description="They are signed out everywhere within two seconds and can't sign in again. Their tokens stop working. Their stores go on."
      >
        {change.error && <Problem error={change.error}>Nothing was changed.</Problem>}
        <div className="mt-5 flex flex-wrap justify-end gap-2.5">
          <Button onClick={() => setAsking(false)}>Cancel</Button>
          <Button
            look="danger"
            busy={change.isPending && 'Disabling…'}
            onClick={() => change.mutate({ id, isDisabled: true })}
          >
            Disable the person
          </Button>
        </div>
      </Dialog>
    </>
  );
}
