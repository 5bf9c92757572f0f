'use client';

import { useMutation } from '@tanstack/react-query';
import { ShoppingCart } from 'lucide-react';
import { useStoreCache } from '#app/live/live-stores.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { Button } from '#app/ui/button.tsx';
import { Problem } from '#app/ui/problem.tsx';

/** Places another test order; what comes of it moves in by the stream. Whatever it is, the store stays ready. */
export function CheckAgain({ id, isRunning }: { id: string; isRunning: boolean }) {
  const cache = useStoreCache();
  const check = useMutation(useTRPC().store.checkOrder.mutationOptions({ onSuccess: cache.put }));
  return (
    <>
      {check.error && <Problem error={check.error}>The order check was not started.</Problem>}
      <Button busy={(check.isPending || isRunning) && 'Checking…'} onClick={() => check.mutate({ id })}>
        <ShoppingCart aria-hidden />
        Check again
      </Button>
    </>
  );
}
