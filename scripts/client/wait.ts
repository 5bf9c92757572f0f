import { setTimeout as delay } from 'node:timers/promises';
import { LIVE_OPERATION_STATUSES, type OperationStatus } from '#server/stores/operation.ts';
import type { StoreView } from '#server/stores/view.ts';
import { Exit, EXIT, exitOf } from './exit.ts';
import { findById } from './find.ts';
import type { Platform } from './platform.ts';
import { createProgress } from './progress.ts';

/**
 * The command asks once a second instead of listening to the stream: Node 24 has no EventSource that could send the token
 * without a flag or a further package, and a script does not mind the second.
 */
const ASK_MS = 1_000;

/**
 * Waits until nothing is under way for the store any more, and tells its steps on stderr. A platform that is away for a
 * while is waited for. Null: the store is gone.
 * @throws Exit 6 when that takes longer than the timeout, 4 when the platform is away at that moment
 */
export async function waitForStore(
  platform: Platform,
  store: StoreView,
  timeoutSeconds: number,
): Promise<StoreView | null> {
  const deadline = performance.now() + timeoutSeconds * 1000;
  const progress = createProgress(store);
  let current: StoreView | null = store;
  for (;;) {
    progress.show(current);
    if (!current || !isUnderWay(current.operation.status)) return current;
    const answer = await ask(platform, current, progress.away);
    if (performance.now() > deadline) throw answer instanceof Exit ? answer : late(store, timeoutSeconds);
    if (!(answer instanceof Exit)) current = answer;
  }
}

async function ask(
  platform: Platform,
  store: StoreView,
  away: (reason: string) => void,
): Promise<StoreView | null | Exit> {
  await delay(ASK_MS);
  try {
    return await findById(platform, store.id);
  } catch (error) {
    const exit = exitOf(error, platform.url);
    if (exit.code !== EXIT.unreachable) throw exit;
    away(exit.message);
    return exit;
  }
}

function isUnderWay(status: OperationStatus): boolean {
  return (LIVE_OPERATION_STATUSES as readonly OperationStatus[]).includes(status);
}

function late({ name }: StoreView, seconds: number): Exit {
  return new Exit(
    'timedOut',
    `Not done after ${seconds} s; the work goes on. Follow it with: scripts/store wait ${name}`,
  );
}
