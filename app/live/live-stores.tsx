'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { usePlatform } from '#app/platform/platform.tsx';
import { statusLabel } from '#server/stores/status-label.ts';
import { useTRPC, useTRPCClient } from '#app/trpc/client.ts';
import { leaveIfSignedOut } from '#app/trpc/signed-out.ts';
import type { StoreChange, StoreEvent } from '#server/stores/view.ts';
import { useAnnouncer } from './announcer.tsx';
import { useIsOnline } from './online.ts';
import { storeCache, type Looking } from './store-cache.ts';
import { useReopening } from './reopening.ts';
import { rereading } from './rereading.ts';

export type LiveState = 'live' | 'connecting' | 'offline';

type Live = { state: LiveState; look: (looking: Looking) => void };

const LiveContext = createContext<Live | null>(null);
const NOTHING: Looking = {};

/** The one stream of stores of this tab: it follows what the page looks at and keeps the query cache as the database is. */
export function LiveStores({ children }: { children: ReactNode }) {
  const [looking, look] = useState(NOTHING);
  const [isStale, setStale] = useState(false);
  const isOnline = useIsOnline();
  const { message, announce } = useAnnouncer();
  const { isSimulated } = usePlatform();
  const trpc = useTRPC();
  const cache = useStoreCache();
  const rest = useRereading();

  function takeIn(event: StoreEvent) {
    if (event.kind === 'stale') {
      rest.lose();
      return setStale(true);
    }
    if (event.kind === 'snapshot') setStale(false);
    for (const sentence of changesIn(event)) announce(sentence);
    cache.apply(event, looking);
    rest.follow(event, looking);
  }

  function changesIn(event: StoreChange): string[] {
    if (event.kind === 'deleted') {
      const known = cache.find(event.id, looking);
      return known ? [`${known.name} is gone.`] : [];
    }
    const stores = event.kind === 'changed' ? [event.store] : event.stores;
    return stores.flatMap(({ id, name, status }) => {
      const known = cache.find(id, looking);
      return known && known.status !== status ? [`${name}: ${statusLabel(status, isSimulated)}.`] : [];
    });
  }

  const stream = useSubscription(
    trpc.store.watch.subscriptionOptions(looking, {
      onStarted: rest.lose,
      onData: takeIn,
      onError: leaveIfSignedOut,
    }),
  );
  useReopening(stream, isOnline);

  const state = !isOnline ? 'offline' : stream.status === 'pending' && !isStale ? 'live' : 'connecting';
  const live = useMemo(() => ({ state, look }) as const, [state]);
  return (
    <LiveContext value={live}>
      {children}
      <p role="status" className="sr-only">
        {message}
      </p>
    </LiveContext>
  );
}

export function useStoreCache() {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  return useMemo(() => storeCache(queryClient, trpc), [queryClient, trpc]);
}

function useRereading() {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const client = useTRPCClient();
  return useMemo(() => rereading(queryClient, trpc, client), [queryClient, trpc, client]);
}

function useLive(): Live {
  const live = use(LiveContext);
  if (!live) throw new Error('A live screen needs a <LiveStores> above it.');
  return live;
}

export function useLiveState(): LiveState {
  return useLive().state;
}

/** Has the stream follow `looking` while the calling page is shown. `looking` must be the same object while it is equal. */
export function useLook(looking: Looking): void {
  const { look } = useLive();
  useEffect(() => {
    look(looking);
    return () => look(NOTHING);
  }, [look, looking]);
}
