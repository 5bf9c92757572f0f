import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** The screen serves everybody: axe finds nothing in either theme, and nothing sticks out at the side of a small phone. */
export async function expectFit(page: Page, screen: string): Promise<void> {
  await expectAccessible(page, screen);
  await expectNarrow(page, screen);
}

async function expectAccessible(page: Page, screen: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const findings = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    expect(findings, `${screen}, ${colorScheme}`).toEqual([]);
  }
}

async function expectNarrow(page: Page, screen: string): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${screen} at 360 px`).toBeLessThanOrEqual(360);
  if (size) await page.setViewportSize(size);
}
