import type { Page } from '@playwright/test';
import { STORES, type Place } from './place.ts';

const WHEEL_PX = 2_000;

/** The list, scrolled by the wheel until all its rows have come. */
export async function scrollThrough(page: Page): Promise<void> {
  const last = page.locator(`[role=row][aria-rowindex="${STORES + 1}"]`);
  await page.mouse.move(600, 500);
  while ((await last.count()) === 0) await page.mouse.wheel(0, WHEEL_PX);
}

let opened: Promise<Page> | undefined;

/** A tab with the list in which all rows have been scrolled through; the same for all who ask. */
export function wholeList({ owner }: Place): Promise<Page> {
  return (opened ??= owner.openList().then(async (page) => {
    await scrollThrough(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    return page;
  }));
}
