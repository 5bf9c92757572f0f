import { backgroundDb } from '#server/db.ts';
import { env } from '#server/env.ts';
import { describeError } from '#server/errors.ts';
import { log } from '#server/log.ts';
import { removeIdleBuckets } from '#server/rate-limit.ts';
import { compareNamespaces } from './compare-namespaces.ts';

/** Compares namespaces with rows now and then, and removes what is left of rate limits. Returns its end. */
export function startJanitor(): () => Promise<void> {
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null;
    });
  }, env().JANITOR_INTERVAL_SECONDS * 1000);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

async function look(): Promise<void> {
  try {
    await Promise.all([compareNamespaces(), removeIdleBuckets(backgroundDb())]);
  } catch (error) {
    log.warn({ reason: describeError(error) }, 'janitor.look-failed');
  }
}
