'use client';

import { useSubscription } from '@trpc/tanstack-react-query';
import { useState } from 'react';
import { useIsOnline } from '#app/live/online.ts';
import { useReopening } from '#app/live/reopening.ts';
import { useTRPC } from '#app/trpc/client.ts';
import { leaveIfSignedOut } from '#app/trpc/signed-out.ts';
import { endOfLog } from '#server/stores/log-end.ts';
import type { LogEvent } from '#server/stores/view.ts';

type Wish = { id: string; pod: string; container: string; lines: number };

/**
 * The end of a container's log as its stream tells it, while that is `wanted`. `text` is undefined until it is known, and null while
 * there is no log.
 */
export function useLiveLog(wish: Wish, wanted: boolean) {
  const [text, setText] = useState<string | null>();
  const isOnline = useIsOnline();
  const takeIn = (event: LogEvent) =>
    setText((known) => (event.kind === 'whole' ? event.text : endOfLog((known ?? '') + event.text, wish.lines)));
  const stream = useSubscription(
    useTRPC().store.followLogs.subscriptionOptions(wish, {
      enabled: wanted,
      onData: takeIn,
      onError: leaveIfSignedOut,
    }),
  );
  useReopening(stream, isOnline);
  return { text, error: stream.error, isLive: isOnline && stream.status === 'pending', reopen: stream.reset };
}
