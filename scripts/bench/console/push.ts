import type { Page } from '@playwright/test';
import { statusLabel } from '#server/stores/status-label.ts';
import { Audience } from '../audience.ts';
import type { Measurement } from '../measurement.ts';
import { streamOf } from '../streams.ts';
import { spreadOf } from '../summary.ts';
import type { Place } from './place.ts';

const CHANGES = 200;
/** A change that takes longer is lost. */
const PATIENCE_MS = 10_000;
/** Between these a row may go to and fro, and nobody works at it. */
const STATUSES = ['deleting', 'failed'] as const;

type Seen = { text: string; at: number };

/** Tells what the row of the store says each time that it has been painted anew, and when that was by the clock of this machine. */
async function watchRow(page: Page, id: string, onSeen: (seen: Seen) => void): Promise<void> {
  await page.exposeFunction('rowSeen', onSeen);
  await page.evaluate((storeId) => {
    const { rowSeen } = window as unknown as { rowSeen(seen: Seen): void };
    const look = () => {
      const text = document.querySelector(`[role=row]:has(a[href="/stores/${storeId}"])`)?.textContent ?? '';
      // A task after the frame: then its pixels are on their way.
      requestAnimationFrame(() => setTimeout(() => rowSeen({ text, at: Date.now() })));
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  }, id);
}

/** Changes the row again and again; how long after each the page shows it, in milliseconds. */
async function delaysOf({ bench, owner }: Place): Promise<number[]> {
  const page = await owner.openList();
  const href = await page.locator('[role=row][aria-rowindex="3"] a[data-stop]').getAttribute('href');
  const id = href?.split('/').at(-1) ?? '';
  let onSeen: (seen: Seen) => unknown = () => undefined;
  await watchRow(page, id, (seen) => onSeen(seen));
  const delays: number[] = [];
  for (let number = 0; number < CHANGES; number++) {
    const status = STATUSES[number % 2] ?? STATUSES[0];
    const shown = new Promise<number>((resolve, reject) => {
      setTimeout(() => reject(new Error(`The page did not say “${status}”.`)), PATIENCE_MS).unref();
      onSeen = ({ text, at }) => text.includes(statusLabel(status, true)) && resolve(at);
    });
    const start = Date.now();
    await bench.database.query('update stores set status = $2, version = version + 1 where id = $1', [id, status]);
    delays.push((await shown) - start);
  }
  await page.close();
  return delays;
}

/** How fresh the screen is. */
export const push: Measurement<Place> = {
  title: 'commit to the changed row on screen, {size} other streams open: 99th percentile',
  against: 'nothing',
  unit: 'ms',
  pairs: 3,
  size: 200,
  goal: { of: 'ours', atMost: 150 },
  async ours(place, size) {
    const audience = await Audience.open(place.bench, size, streamOf(place.bench));
    try {
      return spreadOf(await delaysOf(place)).p99;
    } finally {
      audience.close();
    }
  },
  bare: async () => 0,
};
