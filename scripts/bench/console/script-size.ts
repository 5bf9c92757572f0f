import type { Page } from '@playwright/test';

/** The most script that the list may load, compressed. */
export const MOST_SCRIPT_KB = 230;

/** How much script the page has loaded up to now, as it came over the wire, in kB. */
export function scriptSize(page: Page): Promise<number> {
  return page.evaluate(() => {
    const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const scripts = loaded.filter(({ name }) => new URL(name).pathname.endsWith('.js'));
    return scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000;
  });
}
