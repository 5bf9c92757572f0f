import type { Measurement } from '../measurement.ts';
import type { Place } from './place.ts';
import { MOST_SCRIPT_KB, scriptSize } from './script-size.ts';

/** What has to be loaded before the list can be used. */
export const script: Measurement<Place> = {
  title: 'script that the list loads, as it comes over the wire',
  against: 'nothing',
  unit: 'kB',
  pairs: 1,
  goal: { of: 'ours', atMost: MOST_SCRIPT_KB },
  async ours({ owner }) {
    const page = await owner.openList();
    const size = await scriptSize(page);
    await page.close();
    return size;
  },
  bare: async () => 0,
};
