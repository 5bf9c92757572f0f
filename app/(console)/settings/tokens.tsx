'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { useNow } from '#app/time/now.ts';
import { useTRPC, type Outputs } from '#app/trpc/client.ts';
import { problemOf } from '#app/trpc/problem.ts';
import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';
import { CreateToken } from './create-token.tsx';

type Token = Outputs['token']['list'][number];

/** The tokens by which a person's own tools use the API. */
export function Tokens() {
  const trpc = useTRPC();
  const [isCreating, setIsCreating] = useState(false);
  const { data, error, isPending, refetch } = useQuery(trpc.token.list.queryOptions());
  return (
    <Panel
      title="API tokens"
      actions={
        <Button onClick={() => setIsCreating(true)}>
          <Plus aria-hidden />
          Create token
        </Button>
      }
    >
      {error && (
        <Problem error={error} onRetry={() => void refetch()}>
          Your tokens could not be loaded.
        </Problem>
      )}
      {isPending && <Loading what="Loading your tokens…" />}
      {data?.length === 0 && (
        <p className="text-muted">
          No tokens yet. A token lets a tool of yours use the API with the rights that you choose.
        </p>
      )}
      <ul className="divide-y divide-line">
        {data?.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </ul>
      <Dialog
        open={isCreating}
        onOpenChange={setIsCreating}
        title="Create token"
        description="It is shown once. Whoever has it acts in your name, so keep it like a password."
      >
        <CreateToken onDone={() => setIsCreating(false)} />
      </Dialog>
    </Panel>
  );
}

function TokenRow({ token: { id, name, scopes, expiresAt, lastUsedAt } }: { token: Token }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const revoke = useMutation(
    trpc.token.revoke.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.token.list.queryKey() }),
      onError: (error) => toast.error(`The token was not revoked. ${problemOf(error).message}`),
    }),
  );
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="text-muted">{scopes.join(', ')}</p>
        <p className="text-muted">
          {lastUsedAt ? (
            <>
              Last used <RelativeTime date={lastUsedAt} />
            </>
          ) : (
            'Never used'
          )}
          {' · '}
          {expiresAt ? <Expiry date={expiresAt} /> : 'does not expire'}
        </p>
      </div>
      <Button look="danger" busy={revoke.isPending && 'Revoking…'} onClick={() => revoke.mutate({ id })}>
        Revoke <span className="sr-only">{name}</span>
      </Button>
    </li>
  );
}

function Expiry({ date }: { date: Date }) {
  const isOver = useNow((now) => date.getTime() <= now);
  return (
    <span className={isOver ? 'text-bad' : undefined}>
      {isOver ? 'expired' : 'expires'} <RelativeTime date={date} />
    </span>
  );
}
