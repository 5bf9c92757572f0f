import { describeError } from '#server/errors.ts';
import { stopping } from '#server/lifecycle.ts';
import { log } from '#server/log.ts';
import { askDueShops } from '#server/stores/shop-answer.ts';

/** How often it is looked which shops are due; each of them is so every five minutes. */
const LOOK_EVERY_MS = 30_000;

/** Sees now and then whether the shops of all READY stores answer. Every process runs one; stores are claimed. Returns its end. */
export function startShopWatch(): () => Promise<void> {
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null;
    });
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

async function look(): Promise<void> {
  try {
    await askDueShops(stopping());
  } catch (error) {
    if (!stopping().aborted) log.warn({ reason: describeError(error) }, 'shop-watch.look-failed');
  }
}
