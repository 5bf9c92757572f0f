'use client';

import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';

/**
 * Takes over what somebody put into a field before the page's scripts were there: React hydrates a controlled field without telling of
 * it, and the field would go on to show what the page knows nothing of. Returns the ref of the field that shows `value`.
 */
export function useEarlyValue<Field extends HTMLInputElement | HTMLSelectElement>(
  value: string,
  onChange: (value: string) => void,
): RefObject<Field | null> {
  const field = useRef<Field>(null);
  const takeOver = useEffectEvent((shown: string) => {
    if (shown !== value) onChange(shown);
  });
  useEffect(() => {
    if (field.current) takeOver(field.current.value);
  }, []);
  return field;
}
