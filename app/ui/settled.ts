'use client';

import { useEffect, useState } from 'react';

/** `value` as it was when it last stood still for `pauseMs`: what is typed leads to one question a word, not one a letter. */
export function useSettled<T>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled;
}
