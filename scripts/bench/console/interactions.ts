import type { Page } from '@playwright/test';
import type { Measurement } from '../measurement.ts';
import { longestOf, watchEntries } from './entries.ts';
import { STORES, type Place } from './place.ts';
import { wholeList } from './whole-list.ts';

type Interaction = { title: string; act(page: Page): Promise<void> };

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search by name' });
const firstRow = (page: Page) => page.locator('[role=row][aria-rowindex="2"] a').first();
const PRESSES = 120;

/** Each leaves the list as it found it. */
const INTERACTIONS: Record<string, Interaction> = {
  search: {
    title: 'typing in search',
    async act(page) {
      await search(page).pressSequentially('bench-ggg', { delay: 60 });
      await page.waitForURL(/name=bench-ggg$/);
      await firstRow(page).waitFor();
      await search(page).fill('');
      await page.waitForURL((url) => url.search === '');
      await page.getByText('live', { exact: true }).waitFor();
    },
  },
  dialog: {
    title: 'opening the dialog and typing a name',
    async act(page) {
      await page.getByRole('button', { name: 'Create store', exact: true }).click();
      await page.getByRole('textbox', { name: 'Name', exact: true }).pressSequentially('a-new-shop', { delay: 60 });
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    },
  },
  filter: {
    title: 'choosing a status and taking it back',
    async act(page) {
      const failed = page.getByRole('button', { name: /Failed$/ });
      await failed.click();
      await page.waitForURL(/status=failed/);
      await firstRow(page).waitFor();
      await failed.click();
      await page.waitForURL((url) => url.search === '');
      await firstRow(page).waitFor();
    },
  },
  keys: {
    title: `going down by ${PRESSES} keys`,
    async act(page) {
      await firstRow(page).focus();
      for (let press = 0; press < PRESSES; press++) await page.keyboard.press('j');
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
};

const measurementOf = ({ title, act }: Interaction): Measurement<Place> => ({
  title: `longest interaction while ${title}, ${STORES} rows loaded`,
  against: 'nothing',
  unit: 'ms',
  pairs: 5,
  goal: { of: 'ours', atMost: 100, p99AtMost: 100 },
  async ours(place) {
    const page = await wholeList(place);
    await watchEntries(page, 'event');
    await act(page);
    return longestOf(page);
  },
  bare: async () => 0,
});

/** How long the page takes to show that it was touched. */
export const interactions: Record<string, Measurement<Place>> = Object.fromEntries(
  Object.entries(INTERACTIONS).map(([name, interaction]) => [name, measurementOf(interaction)]),
);
