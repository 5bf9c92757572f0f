'use client';

import { useSyncExternalStore } from 'react';

const TICK_MS = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(tick, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * What `of` makes of the time in milliseconds, which moves each second: one timer for every clock of the page. Who asks renders again
 * only when that has become another.
 */
export function useNow<Made extends string | number | boolean>(of: (now: number) => Made): Made {
  const made = () => of(now);
  return useSyncExternalStore(subscribe, made, made);
}
