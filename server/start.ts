import { helm } from './adapters.ts';
import { recordPeers } from './caller.ts';
import { closeDatabase } from './db.ts';
import { env } from './env.ts';
import { describeError } from './errors.ts';
import { startMetrics } from './gauges.ts';
import { beginStop, stopping } from './lifecycle.ts';
import { log } from './log.ts';
import { requestsEnded, trackRequests } from './open-requests.ts';
import { startRightsCheck } from './own-rights.ts';
import { sendSecurityHeaders } from './response-headers.ts';
import { changeFeed } from './stores/change-feed.ts';
import { slicesEnded } from './workflows/active-slices.ts';
import { startDispatcher } from './workflows/dispatcher.ts';
import { startJanitor } from './workflows/janitor.ts';
import { recheckLease } from './workflows/lease.ts';
import { startMailSender } from './workflows/mail-sender.ts';
import { startSessionSweeper } from './workflows/session-sweeper.ts';
import { startShopWatch } from './workflows/shop-watch.ts';
import { endTracing, startTracing } from './tracing/tracing.ts';
import { logWarnings } from './warnings.ts';

/** After helm's grace, what is still open is given this long before the process ends anyway: as long as a statement may take. */
const LAST_WORDS_MS = 5_000;

/**
 * Starts the background parts of the app, and ends them at SIGTERM: no new work, helm gets its grace, what was asked is answered,
 * streams and connections close. A wrong configuration ends the process at once: Next itself would go on and answer 500 to everything.
 */
export async function start(): Promise<void> {
  try {
    env();
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    process.exit(1);
  }
  logWarnings();
  await startTracing();
  trackRequests();
  recordPeers();
  sendSecurityHeaders();
  changeFeed().on('changed', recheckLease);
  const stopParts = [
    startDispatcher(),
    startJanitor(),
    startMailSender(),
    startSessionSweeper(),
    startShopWatch(),
    startRightsCheck(),
    startMetrics(),
  ];
  const stop = () => {
    if (!stopping().aborted) void shutDown(stopParts);
  };
  // Not `once`: execa has a listener too while helm runs. When it finds no other it ends helm and the process at once.
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Nobody who asks for a page waits for it.
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

async function shutDown(stopParts: readonly (() => Promise<void>)[]): Promise<void> {
  log.info('app.stopping');
  beginStop();
  const partsEnded = Promise.allSettled(stopParts.map((stopPart) => stopPart()));
  await helm().drain();
  setTimeout(() => process.exit(0), LAST_WORDS_MS).unref();
  await Promise.all([partsEnded, slicesEnded(), requestsEnded()]);
  await Promise.all([closeDatabase(), endTracing()]);
  process.exit(0);
}
