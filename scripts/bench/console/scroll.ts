import type { Measurement } from '../measurement.ts';
import { STORES, type Place } from './place.ts';
import { longestOf, watchEntries } from './entries.ts';
import { scrollThrough, wholeList } from './whole-list.ts';

const question = { against: 'nothing', bare: async () => 0 } as const;

/** Whether a long list can be scrolled without it standing still. */
export const scroll: Measurement<Place> = {
  ...question,
  title: `longest frame while all ${STORES} rows are scrolled through`,
  unit: 'ms',
  pairs: 3,
  goal: { of: 'ours', atMost: 100 },
  async ours({ owner }) {
    const page = await owner.openList();
    await watchEntries(page, 'long-animation-frame');
    await scrollThrough(page);
    const longest = await longestOf(page);
    await page.close();
    return longest;
  },
};

/** Whether rows that nobody sees cost anything. */
export const scrollRows: Measurement<Place> = {
  ...question,
  title: `rows in the page after all ${STORES} have been scrolled through`,
  unit: 'rows',
  pairs: 1,
  goal: { of: 'ours', atMost: 250 },
  ours: async (place) => (await wholeList(place)).locator('[role=row]').count(),
};
