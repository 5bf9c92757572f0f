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
  await expectWhole(page, `${screen} at 360 px`);
  if (size) await page.setViewportSize(size);
}

/** At the window's width nothing sticks out, nothing to press is cut off, and a text that is cut says all of itself on hover. */
export async function expectWhole(page: Page, screen: string): Promise<void> {
  expect.soft(await page.evaluate(findCut), screen).toEqual([]);
}

/** Runs in the page. What can be scrolled by its reader, such as a log, counts as whole. */
function findCut(): string[] {
  const name = (element: Element) => `${element.tagName}: ${element.textContent.trim().slice(0, 60)}`;
  const isHidden = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return width <= 1 || height <= 1 || !element.checkVisibility({ visibilityProperty: true });
  };
  const clips = (element: Element) => {
    const { overflowX } = getComputedStyle(element);
    return overflowX !== 'visible' && !element.matches('[tabindex="0"]');
  };
  const isOutside = (element: Element) => {
    const { left, right } = element.getBoundingClientRect();
    let edges = { left: 0, right: document.documentElement.clientWidth };
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (!clips(around)) continue;
      const box = around.getBoundingClientRect();
      edges = { left: Math.max(edges.left, box.left), right: Math.min(edges.right, box.right) };
    }
    return left < edges.left - 1 || right > edges.right + 1;
  };
  const isCutSilently = (element: Element) =>
    getComputedStyle(element).textOverflow === 'ellipsis' &&
    element.scrollWidth > element.clientWidth + 1 &&
    !element.closest('[title]');
  const seen = [...document.body.querySelectorAll('*')].filter((element) => !isHidden(element));
  const wide =
    document.documentElement.scrollWidth > document.documentElement.clientWidth
      ? ['the page is wider than the window']
      : [];
  const outside = seen.filter(
    (element) => element.matches('a, button, input, select, summary, h1, h2, dt, label') && isOutside(element),
  );
  return [
    ...wide,
    ...outside.map(name),
    ...seen.filter(isCutSilently).map((element) => `cut without a title: ${name(element)}`),
  ];
}
