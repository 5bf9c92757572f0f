import { backgroundDb } from '#server/db.ts';
import { env } from '#server/env.ts';
import { removeIdleBuckets } from '#server/rate-limit.ts';
import { compareNamespaces } from './compare-namespaces.ts';
import { repeat } from './repeat.ts';

/** Compares namespaces with rows now and then, and removes what is left of rate limits. Returns its end. */
export function startJanitor(): () => Promise<void> {
  return repeat(env().JANITOR_INTERVAL_SECONDS * 1000, 'janitor.look-failed', () =>
    Promise.all([compareNamespaces(), removeIdleBuckets(backgroundDb())]),
  );
}
