'use client';

import { useEffect, useState } from 'react';
import { useLiveState } from '#app/live/live-stores.tsx';
import { Notice } from '#app/ui/notice.tsx';

/** A connection that comes within this time is not worth a sentence. */
const PATIENCE_MS = 3_000;

const SENTENCES = {
  offline: 'You are offline. What you see is the last known state; it moves again when the network is back.',
  connecting: 'Reconnecting. What you see is the last known state.',
} as const;

/** Says when the page is not live. */
export function ConnectionNotice() {
  const state = useLiveState();
  const isLate = useIsLate(state === 'connecting');
  if (state === 'live' || (state === 'connecting' && !isLate)) return null;
  return (
    <Notice tone="info" role="status">
      {SENTENCES[state]}
    </Notice>
  );
}

function useIsLate(isWaiting: boolean): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setIsLate(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setIsLate(false);
    };
  }, [isWaiting]);
  return isLate;
}
