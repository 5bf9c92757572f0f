import { setTimeout as delay } from 'node:timers/promises';
import { kubernetes } from './adapters.ts';
import { env } from './env.ts';
import { describeError } from './errors.ts';
import { isKubernetesError } from './kubernetes/errors.ts';
import { checkOwnRights, type RightsReport } from './kubernetes/own-rights.ts';
import { stopping } from './lifecycle.ts';
import { log } from './log.ts';
import { singleton } from './singleton.ts';
import { MANAGER_ROLE } from './stores/naming.ts';

/** Between two tries while the cluster gives no answer: doubles from the first to the longest, of which the half is chance. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

const known = singleton('own-rights', (): { report: RightsReport | null } => ({ report: null }));

/** What the last check of this process's account found; null before the cluster answered for the first time. */
export function knownRights(): RightsReport | null {
  return known().report;
}

/**
 * Checks at start that the platform's account has the rights that it needs, and no others (reliability.md, Rights 4). A cluster
 * that is away is asked again until it answers; one where something is wrong each minute, until that is mended. Returns its end.
 */
export function startRightsCheck(): () => Promise<void> {
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, stopping()]);
  const work = checkUntilRight(signal);
  return async () => {
    ended.abort();
    await work;
  };
}

async function checkUntilRight(signal: AbortSignal): Promise<void> {
  for (let tries = 0; !signal.aborted; tries += 1) {
    const pauseMs = await check(tries, signal);
    if (pauseMs === null) return;
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** One check. Answers how long to wait before the next, null when none is needed. */
async function check(tries: number, signal: AbortSignal): Promise<number | null> {
  const { PLATFORM_NAMESPACE: namespace, PLATFORM_SERVICE_ACCOUNT: name } = env();
  try {
    const account = { storeRole: MANAGER_ROLE, subject: { namespace, name } };
    const report = await checkOwnRights(kubernetes(), account, signal);
    known().report = report;
    const isRight = report.missing.length === 0 && report.excess.length === 0;
    if (isRight) log.info('rights.as-they-should-be');
    else log.error(report, 'rights.wrong');
    return isRight ? null : jittered(LONGEST_PAUSE_MS);
  } catch (error) {
    if (!signal.aborted) log.warn({ reason: describeError(error) }, 'rights.not-known');
    const retryAfterMs = isKubernetesError(error) ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
    return Math.max(retryAfterMs, jittered(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries)));
  }
}

function jittered(longestMs: number): number {
  return longestMs * (0.5 + Math.random() / 2);
}
