import type { Locator, Page } from '@playwright/test';

/** More stops than any of the screens has. */
const STOPS_MAX = 80;

/** Goes on with Tab until `target` has the focus, as somebody without a mouse would. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${STOPS_MAX} times Tab did not reach ${String(target)}.`);
}

/** Goes to `target` and presses it. */
export async function pressOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}
