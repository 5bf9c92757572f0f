'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Globe, GlobeOff } from 'lucide-react';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import type { StoreView } from '#server/stores/view.ts';
import { useAskedAgain } from './asked-again.ts';

/** Nobody tells the platform that a shop fell silent: it has to be asked. */
const ASK_EVERY_MS = 60_000;

/** Whether the shop answers at its address right now. Beside the status: a shop that is silent for a moment is still ready. */
export function ShopAnswer({ store }: { store: StoreView }) {
  const options = useTRPC().store.answer.queryOptions(
    { id: store.id },
    { enabled: store.status === 'ready', refetchInterval: ASK_EVERY_MS },
  );
  useAskedAgain(store.version, options.queryKey);
  const { data: answer } = useQuery(options);
  if (store.status !== 'ready' || !answer) return null;
  const Icon = answer.answers ? Globe : GlobeOff;
  return (
    <span className={clsx('inline-flex min-w-0 gap-1.5', answer.answers ? 'text-good' : 'text-warn')}>
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      {answer.answers ? (
        <span>
          The shop answers{' '}
          <span className="text-muted">
            · asked <RelativeTime date={answer.askedAt} />
          </span>
        </span>
      ) : (
        <span className="wrap-anywhere">
          The shop has not answered since <RelativeTime date={answer.since} />.{' '}
          <span className="text-muted">{answer.reason}</span>
        </span>
      )}
    </span>
  );
}
