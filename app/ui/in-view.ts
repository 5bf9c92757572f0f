'use client';

import { useEffect, useEffectEvent, useRef } from 'react';

/** Tells when the element comes within `marginPx` of the window, and when it leaves. */
export function useInView<E extends HTMLElement>(marginPx: number, onChange: (isInView: boolean, element: E) => void) {
  const ref = useRef<E>(null);
  const tell = useEffectEvent(onChange);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new IntersectionObserver((entries) => tell(entries.at(-1)?.isIntersecting ?? false, element), {
      rootMargin: `${marginPx}px 0px`,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [marginPx]);
  return ref;
}
