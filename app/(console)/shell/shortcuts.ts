'use client';

import { useEffect, useEffectEvent } from 'react';
import { keyReader } from './key-press.ts';

declare global {
  interface Window {
    /** What was pressed before the shell listened (early-keys.tsx); null from then on. */
    earlyKeys?: KeyboardEvent[] | null;
  }
}

/** Where keys are text. */
const WRITING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]';

/**
 * Calls `onKey` with what is pressed on the page; true: it was meant for us, and the browser leaves it alone. Nothing is taken from
 * somebody who writes, nor while a dialog is open; only the palette can be called from anywhere.
 */
export function useShortcuts(onKey: (key: string) => boolean): void {
  const tell = useEffectEvent(onKey);
  useEffect(() => {
    const read = keyReader();
    const listener = (event: KeyboardEvent) => {
      const key = event.defaultPrevented || event.isComposing ? null : read(event);
      if (!key) return;
      const isWriting = event.target instanceof Element && event.target.closest(WRITING) !== null;
      if (document.querySelector('[role=dialog]') || (isWriting && key !== 'mod+k')) return;
      if (tell(key)) event.preventDefault();
    };
    document.addEventListener('keydown', listener);
    window.earlyKeys?.forEach(listener);
    window.earlyKeys = null;
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

/**
 * The stops of `j` and `k`: elements of the page that bear `data-stop`, in their order. While something holds their place that bears
 * `data-stops-coming`, the move is made as soon as they are there.
 */
export function moveStop(by: 1 | -1): boolean {
  if (areStopsComing()) {
    afterStopsCame(() => moveStop(by));
    return true;
  }
  const stops = [...document.querySelectorAll<HTMLElement>('[data-stop]')];
  const here = stops.findIndex((stop) => stop === document.activeElement);
  const next = stops[here < 0 ? (by > 0 ? 0 : stops.length - 1) : here + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return stops.length > 0;
}

const areStopsComing = () => document.querySelector('[data-stops-coming]') !== null;

function afterStopsCame(move: () => void): void {
  const observer = new MutationObserver(() => {
    if (areStopsComing()) return;
    observer.disconnect();
    move();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

/** Puts the cursor into the page's own search; false when it has none. */
export function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('main input[type=search]');
  field?.focus();
  field?.select();
  return field !== null;
}
