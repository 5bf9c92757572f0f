import { setTimeout as delay } from 'node:timers/promises';
import { recordPeers } from './caller.ts';
import { env } from './env.ts';
import { describeError } from './errors.ts';
import { beginStop, stopping } from './lifecycle.ts';
import { log } from './log.ts';
import { firstOver, trackRequests } from './open-requests.ts';
import { sendSecurityHeaders } from './response-headers.ts';
import { changeFeed } from './stores/change-feed.ts';
import { startTracing } from './tracing/tracing.ts';
import { logWarnings } from './warnings.ts';

/** Background work waits no longer than this for somebody to ask something. */
const FIRST_QUESTION_MS = 1_000;

/**
 * Starts the app, its background work after its first answer: to load that and its first looks take almost half of a start, for which
 * the first answer should not wait. SIGTERM ends the app in order, whatever has begun. A wrong configuration ends the process at once:
 * Next itself would go on and answer 500 to everything.
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
  // So that a stream which is opened right after the first answer already hears of changes.
  changeFeed();
  const stop = () => {
    if (stopping().aborted) return;
    beginStop();
    void inBackground('shutDown');
  };
  // Not `once`: execa has a listener too while helm runs. When it finds no other it ends helm and the process at once.
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  void Promise.race([firstOver(), delay(FIRST_QUESTION_MS)]).then(() => inBackground('startBackground'));
}

/** A process that could not load its work would look well and do nothing, and one that could not stop would stay: it ends. */
async function inBackground(name: 'startBackground' | 'shutDown'): Promise<void> {
  try {
    await (await import('./background.ts'))[name]();
  } catch (error) {
    log.fatal({ during: name, reason: describeError(error) }, 'app.failed');
    process.exit(1);
  }
}
