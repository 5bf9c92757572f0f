import { singleton } from '#server/singleton.ts';

const active = singleton('active-slices', () => new Set<Promise<unknown>>());

/** Remembers work until it ends, so that a process that stops can wait for it. */
export function trackSlice<T>(work: Promise<T>): Promise<T> {
  active().add(work);
  const forget = () => active().delete(work);
  work.then(forget, forget);
  return work;
}

/** Resolves when no slice runs in this process. */
export async function slicesEnded(): Promise<void> {
  await Promise.allSettled(active());
}
