'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { problemOf } from '#app/trpc/problem.ts';
import { browserName } from '#app/ui/browser-name.ts';
import { Button } from '#app/ui/button.tsx';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';

/** Where the person is signed in, and the way to end that. */
export function Sessions() {
  const trpc = useTRPC();
  const { data, error, isPending, refetch } = useQuery(trpc.session.list.queryOptions());
  const change = useSessionChange();
  const revoke = useMutation(trpc.session.revoke.mutationOptions(change));
  const revokeOthers = useMutation(trpc.session.revokeOthers.mutationOptions(change));
  const others = data?.filter(({ isCurrent }) => !isCurrent) ?? [];
  return (
    <Panel
      title="Sessions"
      actions={
        others.length > 0 && (
          <Button busy={revokeOthers.isPending && 'Signing out…'} onClick={() => revokeOthers.mutate()}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      {error && (
        <Problem error={error} onRetry={() => void refetch()}>
          Your sessions could not be loaded.
        </Problem>
      )}
      {isPending && <Loading what="Loading your sessions…" lines={1} />}
      <ul className="divide-y divide-line">
        {data?.map(({ id, userAgent, createdAt, isCurrent }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-medium">{isCurrent ? 'This browser' : 'Another browser'}</p>
              <p className="truncate text-muted" title={userAgent ?? undefined}>
                {userAgent ? browserName(userAgent) : 'It does not say which'}
              </p>
              <p className="text-muted">
                Signed in <RelativeTime date={createdAt} />
              </p>
            </div>
            {!isCurrent && (
              <Button look="danger" disabled={revoke.isPending} onClick={() => revoke.mutate({ id })}>
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function useSessionChange() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return {
    onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.session.list.queryKey() }),
    onError: (error: unknown) => toast.error(`The session was not ended. ${problemOf(error).message}`),
  };
}
