import { backgroundDb } from '#server/db.ts';
import { env } from '#server/env.ts';
import { removeIdleBuckets } from '#server/rate-limit.ts';
import { compareNamespaces } from './compare-namespaces.ts';
import { repeat } from './repeat.ts';

/**
 * Compares namespaces with rows now and then, and removes what is left of rate limits. Returns its end. The first time is one interval
 * away: who has started the platform at the wrong cluster, where no store has its namespace, has so long to notice.
 */
export function startJanitor(): () => Promise<void> {
  let isStart = true;
  return repeat(env().JANITOR_INTERVAL_SECONDS * 1000, 'janitor.look-failed', async () => {
    if (isStart) isStart = false;
    else await Promise.all([compareNamespaces(), removeIdleBuckets(backgroundDb())]);
  });
}
