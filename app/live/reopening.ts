'use client';

import { useEffect, useRef } from 'react';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Opens a stream again that ended with an error, which EventSource by itself does only for some: after 1, 2, 4 … 30 s, each
 * a little off so that the tabs of a restarted server don't come at once; and right away when the network is back.
 */
export function useReopening(stream: { status: string; reset: () => void }, isOnline: boolean): void {
  const { status, reset } = stream;
  const failures = useRef(0);
  const wasOffline = useRef(false);

  useEffect(() => {
    if (status === 'pending') failures.current = 0;
    if (status !== 'error') return;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures.current) * (0.75 + Math.random() / 2);
    failures.current += 1;
    const timer = setTimeout(reset, wait);
    return () => clearTimeout(timer);
  }, [status, reset]);

  useEffect(() => {
    if (isOnline && wasOffline.current) reset();
    wasOffline.current = !isOnline;
  }, [isOnline, reset]);
}
