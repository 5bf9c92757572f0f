'use client';

import { useMutation } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { toast } from 'sonner';
import { useStoreCache } from '#app/live/live-stores.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { problemOf } from '#app/trpc/problem.ts';
import { Button } from '#app/ui/button.tsx';

/** Takes up the provisioning that failed, with the same credentials. */
export function RetryButton({ id }: { id: string }) {
  const trpc = useTRPC();
  const cache = useStoreCache();
  const retry = useMutation(
    trpc.store.retry.mutationOptions({
      onSuccess: cache.put,
      onError: (error) => toast.error(`The retry was not started. ${problemOf(error).message}`),
    }),
  );
  return (
    <Button look="primary" busy={retry.isPending && 'Starting…'} onClick={() => retry.mutate({ id })}>
      <RotateCw aria-hidden />
      Retry
    </Button>
  );
}
