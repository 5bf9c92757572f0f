import type { Page } from '@playwright/test';

type Watched = Window & { longest: number; lookOnceMore(): void };

/** From now on the page notes the longest entry of this kind: of `event`, only what a person did. */
export async function watchEntries(page: Page, type: 'event' | 'long-animation-frame'): Promise<void> {
  await page.evaluate((kind) => {
    const watched = window as unknown as Watched;
    watched.longest = 0;
    const take = (entries: PerformanceEntryList) => {
      for (const entry of entries as (PerformanceEntry & { interactionId?: number })[])
        if (entry.interactionId !== 0) watched.longest = Math.max(watched.longest, entry.duration);
    };
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    // 16 ms is the least that there is.
    observer.observe({ type: kind, durationThreshold: 16 } as PerformanceObserverInit);
    watched.lookOnceMore = () => take(observer.takeRecords());
  }, type);
}

/** The longest since then, in milliseconds. */
export async function longestOf(page: Page): Promise<number> {
  // An entry is made after the frame that it ends with.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)))),
  );
  return page.evaluate(() => {
    const watched = window as unknown as Watched;
    watched.lookOnceMore();
    return watched.longest;
  });
}
