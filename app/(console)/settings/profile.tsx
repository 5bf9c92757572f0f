'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { problemOf } from '#app/trpc/problem.ts';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';

const MAILS = {
  mailOnReady: 'when a store of mine is ready',
  mailOnFailure: 'when a store of mine fails',
} as const;
type Choice = keyof typeof MAILS;
type Choices = Record<Choice, boolean>;

/** Who the person is to the platform, and about what it writes to them. */
export function Profile() {
  const { data, error, isPending, refetch } = useQuery(useTRPC().me.profile.queryOptions());
  return (
    <Panel title="Profile">
      {error && (
        <Problem error={error} onRetry={() => void refetch()}>
          Your profile could not be loaded.
        </Problem>
      )}
      {isPending && <Loading what="Loading your profile…" />}
      {data && (
        <div className="grid gap-6 sm:grid-cols-2">
          <dl className="space-y-3">
            {data.name && <Fact name="Name">{data.name}</Fact>}
            <Fact name="E-mail address">{data.email}</Fact>
            <Fact name="Here since">
              <RelativeTime date={data.createdAt} />
            </Fact>
          </dl>
          <MailChoice chosen={data} />
        </div>
      )}
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

/** Each choice counts as soon as it is made, also for a store that is on its way. */
function MailChoice({ chosen }: { chosen: Choices }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  // Not what the mutation says of itself: it does so a moment after the click, which React would undo until then.
  const [made, setMade] = useState<Partial<Choices>>({});
  const { mutate: keep } = useMutation(
    trpc.me.chooseMails.mutationOptions({
      // One after the other, so that the last choice is the one that stays.
      scope: { id: 'mails' },
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.me.profile.queryKey() }),
      onError: (error) => toast.error(`Your choice was not kept. ${problemOf(error).message}`),
    }),
  );
  const choose = (choice: Partial<Choices>) => {
    setMade({ ...made, ...choice });
    // Of several only the last one tells its end here.
    keep(choice, { onSettled: () => setMade({}) });
  };
  const shown = { ...chosen, ...made };
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1.5 font-medium">Write to me</legend>
      {(Object.keys(MAILS) as Choice[]).map((choice) => (
        <label key={choice} className="flex items-center gap-2.5">
          <input
            type="checkbox"
            checked={shown[choice]}
            onChange={(event) => choose({ [choice]: event.target.checked })}
            className="size-4 accent-accent"
          />
          {MAILS[choice]}
        </label>
      ))}
      <p className="text-muted">When a store is gone you always get a mail.</p>
    </fieldset>
  );
}
