'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

/** Changes within this time are read out together, so that twenty stores don't talk over each other. */
const COLLECT_MS = 2_000;
const READ_OUT_MAX = 3;

/** What a screen reader is told, and how to tell it. */
export function useAnnouncer() {
  const [message, setMessage] = useState('');
  const pending = useRef<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const announce = useCallback((sentence: string) => {
    pending.current.push(sentence);
    timer.current ??= setTimeout(() => {
      setMessage(summary(pending.current));
      pending.current = [];
      timer.current = undefined;
    }, COLLECT_MS);
  }, []);

  return { message, announce };
}

function summary(sentences: readonly string[]): string {
  const more = sentences.length - READ_OUT_MAX;
  const read = sentences.slice(0, READ_OUT_MAX).join(' ');
  return more > 0 ? `${read} And ${more} more changes.` : read;
}
