import { stopping } from '#server/lifecycle.ts';
import { askDueShops } from '#server/stores/shop-answer.ts';
import { repeat } from './repeat.ts';

/** How often it is looked which shops are due; each of them is so every five minutes. */
const LOOK_EVERY_MS = 30_000;

/** Sees now and then whether the shops of all READY stores answer. Every process runs one; stores are claimed. Returns its end. */
export function startShopWatch(): () => Promise<void> {
  return repeat(LOOK_EVERY_MS, 'shop-watch.look-failed', () => askDueShops(stopping()));
}
