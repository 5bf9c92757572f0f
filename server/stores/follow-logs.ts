import { setTimeout as delay } from 'node:timers/promises';
import { kubernetes } from '#server/adapters.ts';
import { isKubernetesError } from '#server/kubernetes/errors.ts';
import { followLogs } from '#server/kubernetes/logs.ts';
import type { Actor } from './actor.ts';
import { findSecrets, whereReserved } from './cluster-view.ts';
import { endOfLog } from './log-end.ts';
import { LogTail } from './log-tail.ts';
import { getStore } from './repository.ts';
import type { LogEvent } from './view.ts';

export type FollowWish = { id: string; pod: string; container?: string | undefined; lines: number };

/** Lines that come within this time are sent together: a log that is written by the line is redacted four times a second at most. */
const GATHER_MS = 500;
/** A container that has ended may be started again, and one that waits may start. */
const AGAIN_MS = 2_000;

/**
 * The end of a container's log, and what it writes as it writes it, for as long as `signal` lets it, through restarts of the container.
 * Redacted as `findStoreLogs` does it. Throws NOT_FOUND when the store is gone.
 */
export async function* followStoreLogs(actor: Actor, wish: FollowWish, signal: AbortSignal): AsyncGenerator<LogEvent> {
  let last: string | null | undefined;
  while (!signal.aborted) {
    for await (const event of followRun(actor, wish, signal)) {
      // After a pause the log may be the one that was sent.
      if (event.kind === 'whole' && event.text === last) continue;
      last = event.kind === 'whole' ? event.text : undefined;
      yield event;
    }
    await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** One run of the container, as far as the cluster lets it be followed. */
async function* followRun(actor: Actor, { id, ...wish }: FollowWish, signal: AbortSignal): AsyncGenerator<LogEvent> {
  const store = await getStore(actor.user.id, id);
  const { namespace } = store;
  const { pod, container, lines } = wish;
  const secrets = await whereReserved(store, findSecrets(namespace, signal));
  if (secrets === null) return yield { kind: 'whole', text: null };
  const tail = new LogTail(lines, secrets);
  try {
    const log = followLogs(kubernetes(), { namespace, pod, container, tailLines: lines, signal });
    for await (const text of gathered(log, lines)) yield tail.grow(text);
  } catch (error) {
    // A kubelet answers with the first byte: who has written nothing yet is asked again.
    const text = isKubernetesError(error, 'timeout') ? '' : null;
    if (text === null && !isKubernetesError(error, 'not-found') && !isKubernetesError(error, 'invalid')) throw error;
    yield { kind: 'whole', text };
  }
}

/** What came since the last time, once in a while; no more of it is kept than a reader would be shown. */
async function* gathered(source: AsyncIterable<string>, lines: number): AsyncGenerator<string> {
  const inbox = { text: null as string | null, isOver: false, wake: () => {} };
  const reading = (async () => {
    for await (const text of source) {
      inbox.text = endOfLog((inbox.text ?? '') + text, lines);
      inbox.wake();
    }
  })().finally(() => {
    inbox.isOver = true;
    inbox.wake();
  });
  // It is awaited below; until then nobody listens.
  reading.catch(() => undefined);
  while (inbox.text !== null || !inbox.isOver) {
    if (inbox.text === null) await new Promise<void>((resolve) => (inbox.wake = resolve));
    else await delay(GATHER_MS);
    const { text } = inbox;
    inbox.text = null;
    if (text !== null) yield text;
  }
  await reading;
}
