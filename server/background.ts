import { helm } from './adapters.ts';
import { closeDatabase } from './db.ts';
import { env } from './env.ts';
import { describeError } from './errors.ts';
import { startMetrics } from './gauges.ts';
import { stopping } from './lifecycle.ts';
import { log } from './log.ts';
import { requestsEnded } from './open-requests.ts';
import { startRightsCheck } from './own-rights.ts';
import { changeFeed } from './stores/change-feed.ts';
import { endTracing } from './tracing/tracing.ts';
import { slicesEnded } from './workflows/active-slices.ts';
import { startDispatcher } from './workflows/dispatcher.ts';
import { startJanitor } from './workflows/janitor.ts';
import { recheckLease } from './workflows/lease.ts';
import { startMailSender } from './workflows/mail-sender.ts';
import { startSessionSweeper } from './workflows/session-sweeper.ts';
import { startShopWatch } from './workflows/shop-watch.ts';

/** After helm's grace, what is still open is given this long before the process ends anyway: as long as a statement may take. */
const LAST_WORDS_MS = 5_000;

let stopParts: readonly (() => Promise<void>)[] = [];

/** Starts what the app does without being asked; nothing of it in a process that already stops. */
export function startBackground(): void {
  if (stopping().aborted) return;
  changeFeed().on('changed', recheckLease);
  stopParts = [
    startDispatcher(),
    startJanitor(),
    startMailSender(),
    startSessionSweeper(),
    startShopWatch(),
    startRightsCheck(),
    startMetrics(),
  ];
  void reportHelm();
  log.info({ version: env().BUILD_VERSION, commit: env().BUILD_COMMIT }, 'app.started');
}

/** Without a usable helm the process serves people, but its work waits (F18): said once here, and in each step's reason. */
async function reportHelm(): Promise<void> {
  try {
    log.info({ helm: await helm().version() }, 'helm.found');
  } catch (error) {
    log.error({ reason: describeError(error) }, 'helm.unusable');
  }
}

/** Once the process stops: helm gets its grace, what was asked is answered, streams and connections close, and the process ends. */
export async function shutDown(): Promise<void> {
  log.info('app.stopping');
  const partsEnded = Promise.allSettled(stopParts.map((stopPart) => stopPart()));
  await helm().drain();
  setTimeout(() => process.exit(0), LAST_WORDS_MS).unref();
  await Promise.all([partsEnded, slicesEnded(), requestsEnded()]);
  await Promise.all([closeDatabase(), endTracing()]);
  process.exit(0);
}
