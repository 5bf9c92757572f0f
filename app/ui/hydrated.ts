'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * Whether the page reacts already. The server's HTML is there before its script: a form that is sent in between would go
 * out as the browser's own, and a click would be lost.
 */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
