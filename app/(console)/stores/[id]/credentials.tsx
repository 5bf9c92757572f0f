'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { clock } from '#app/time/format.ts';
import { useNow } from '#app/time/now.ts';
import { useTRPC, type Outputs } from '#app/trpc/client.ts';
import { Button } from '#app/ui/button.tsx';
import { CopyButton } from '#app/ui/copy-button.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';
import type { StoreView } from '#server/stores/view.ts';

/** Long enough to copy both values, short enough not to stay on a screen that is left alone. */
const SHOWN_MS = 60_000;

/** How to sign in to the shop: read from the cluster on request, written down as read, and hidden again after a minute. */
export function Credentials({ store }: { store: StoreView }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data, error, isPending, mutate, reset } = useMutation(
    trpc.store.credentials.mutationOptions({
      gcTime: 0,
      onSettled: () => void queryClient.invalidateQueries({ queryKey: trpc.audit.list.pathKey() }),
    }),
  );

  useEffect(() => {
    if (!data) return;
    const timer = setTimeout(reset, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [data, reset]);

  return (
    <Panel title="Credentials">
      {data ? (
        <Revealed credentials={data} onHide={reset} />
      ) : (
        <div className="space-y-3.5">
          <p className="text-muted">
            To sign in to the shop&apos;s administration. Each reveal is written to the audit log.
          </p>
          {error && <Problem error={error} />}
          <Button
            disabled={store.status === 'deleting'}
            busy={isPending && 'Reading the secret…'}
            onClick={() => mutate({ id: store.id })}
          >
            <Eye aria-hidden />
            Reveal
          </Button>
        </div>
      )}
    </Panel>
  );
}

type RevealedProps = { credentials: Outputs['store']['credentials']; onHide: () => void };

function Revealed({ credentials: { username, password }, onHide }: RevealedProps) {
  const [until] = useState(() => Date.now() + SHOWN_MS);
  const left = useNow((now) => clock(until - now));
  return (
    <div className="space-y-3.5">
      <dl className="space-y-2">
        <Value name="Username" value={username} />
        <Value name="Password" value={password} />
      </dl>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button onClick={onHide}>
          <EyeOff aria-hidden />
          Hide
        </Button>
        <span className="text-muted">
          Hidden again in <span className="tabular-nums">{left}</span>
        </span>
      </div>
    </div>
  );
}

function Value({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="flex items-center justify-between gap-2 rounded-md bg-sunken pl-3">
        <code className="min-w-0 py-1.5 font-mono text-xs wrap-anywhere">{value}</code>
        <CopyButton text={value} what={`the ${name.toLowerCase()}`} />
      </dd>
    </div>
  );
}
