import { readFile } from 'node:fs/promises';
import type { Browser, Cookie, Page } from '@playwright/test';
import type { StoreEvent } from '#server/stores/view.ts';
import { adminEmail, consoleUrl } from '#tests/e2e/environment.ts';
import { expectWhole } from '#tests/e2e/fit.ts';
import { signIn, test as base, expect } from '#tests/e2e/test.ts';
import { ANSWERS } from './answers.ts';
import { NOW } from './moments.ts';
import { SCREENS } from './screens.ts';
import { answering, standIn, type Answers } from './stand-in.ts';

const WIDTHS = [1440, 768, 360];
const THEMES = ['light', 'dark'] as const;
/** The least height of a window; a longer screen gets a window in which all of it can be seen. */
const HEIGHT = 740;
const LETTERS = '@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2';

type People = Record<'person' | 'administrator' | 'nobody', Cookie[]>;

const test = base.extend<object, { people: People }>({
  people: [
    async ({ browser }, use) => {
      const person = await cookiesOf(browser, 'rosa@example.org');
      await use({ person, administrator: await cookiesOf(browser, adminEmail()), nobody: [] });
    },
    { scope: 'worker' },
  ],
});

async function cookiesOf(browser: Browser, email: string): Promise<Cookie[]> {
  const context = await browser.newContext({ baseURL: consoleUrl() });
  await signIn(await context.newPage(), email);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** Names of stores and of what is in a cluster are in the machine's own letters of one width, which differ: here in Geist Mono. */
async function bringLetters(page: Page): Promise<void> {
  const file = await readFile(new URL(import.meta.resolve(LETTERS)));
  const source = `url(data:font/woff2;base64,${file.toString('base64')})`;
  await page.addStyleTag({
    content: `@font-face { font-family: 'SFMono-Regular'; font-weight: 100 900; src: ${source}; }`,
  });
  await page.evaluate(() => document.fonts.load("16px 'SFMono-Regular'"));
}

/** The stream's first word on a list: what was asked for, once more. */
function viewOf({ store }: Answers): StoreEvent[] {
  const list = store?.list;
  return list && 'stores' in list ? [{ kind: 'snapshot', stores: list.stores, counts: list.counts }] : [];
}

async function showAll(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHT });
  const height = await page.evaluate(() => {
    const overlay = document.querySelector('[role=dialog]')?.parentElement;
    return Math.ceil((overlay ?? document.documentElement).scrollHeight);
  });
  await page.setViewportSize({ width, height: Math.max(HEIGHT, height) });
}

for (const [name, screen] of Object.entries(SCREENS)) {
  test(`${name} looks as it is kept, light and dark, on a desk, a tablet and a phone`, async ({ page, people }) => {
    await page.context().addCookies(people[screen.who ?? 'person']);
    await page.clock.setFixedTime(NOW);
    const answers = answering(ANSWERS, screen.answers);
    await standIn(page, { answers, events: screen.events ?? viewOf(answers) });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(screen.path);
    await expect(page.getByText(screen.shows).first()).toBeVisible();
    await bringLetters(page);
    // What still loads would make the page longer after it was measured.
    if (!screen.isLoading) await expect(page.locator('[role=status] > .animate-breathe')).toHaveCount(0);
    await screen.act?.(page);
    const dialog = page.getByRole('dialog');
    const part = screen.isDialog ? dialog : page;
    if (screen.isDialog) await expect(dialog).toBeVisible();
    for (const width of WIDTHS) {
      await showAll(page, width);
      await expectWhole(page, `${name} at ${width} px`);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        await expect.soft(part).toHaveScreenshot([name, `${width}-${colorScheme}.png`]);
      }
    }
  });
}
