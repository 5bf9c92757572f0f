declare module 'vitest' {
  interface TaskMeta {
    /** From the moment at which a fault was over to the right end, in seconds; the longest when a test heals more than once. */
    healSeconds?: number;
  }
}

/**
 * Measures the time from heal to the right end, for the table that the suite prints: `work` begins when the fault is over and ends
 * when all is as it should be. The time is noted at the test and never asserted. What `work` answers or throws is passed on.
 */
export async function heals<T>(task: { meta: object }, work: () => Promise<T>): Promise<T> {
  const meta: { healSeconds?: number } = task.meta;
  const start = performance.now();
  const result = await work();
  meta.healSeconds = Math.max(meta.healSeconds ?? 0, (performance.now() - start) / 1000);
  return result;
}
