import { AppError, describeError } from '#server/errors.ts';
import { stopping } from '#server/lifecycle.ts';
import { metrics } from '#server/metrics/metrics.ts';
import { singleton } from '#server/singleton.ts';
import type { Actor } from '#server/stores/actor.ts';
import { log } from '#server/log.ts';
import { findEnded } from './ended.ts';

/** One stream a tab, and one for a log that is followed: more than this is a client that opens and forgets. Counted per process. */
export const STREAMS_PER_PERSON = 20;
/** Streams end within 2 s of a sign-out, a revocation or a disabling (DESIGN §9): one query a second for all of them. */
const RECHECK_MS = 1_000;

type Stream = { actor: Actor; end: AbortController };
type Registry = { streams: Set<Stream>; timer: NodeJS.Timeout | undefined };

const registry = singleton<Registry>('streams', () => ({ streams: new Set(), timer: undefined }));

/**
 * Runs `source` as one of the person's streams. It ends with its client (`signal`), with UNAUTHENTICATED soon after the
 * person may no longer see it, and with UNAVAILABLE when the process stops, upon which clients come back by themselves.
 * @throws RATE_LIMITED at once when the person has 20 streams open
 */
export function openStream<T>(
  actor: Actor,
  signal: AbortSignal,
  source: (ended: AbortSignal) => AsyncIterable<T>,
): AsyncIterable<T> {
  if (stopping().aborted) throw restarting();
  const stream = register(actor);
  const ended = AbortSignal.any([signal, stream.end.signal, stopping()]);
  // A client that has left, or that does not read, asks for no end: only the signal tells.
  ended.addEventListener('abort', () => unregister(stream), { once: true });
  if (ended.aborted) unregister(stream);
  return run(stream, ended, source);
}

/** How many streams are open in this process. */
export function countStreams(): number {
  return registry().streams.size;
}

/** No generator, as in EventQueue: it stands between a thousand streams and what they send. */
function run<T>(stream: Stream, ended: AbortSignal, source: (ended: AbortSignal) => AsyncIterable<T>) {
  const events = source(ended)[Symbol.asyncIterator]();
  const next = async (): Promise<IteratorResult<T, undefined>> => {
    const got = await events.next().catch((error: unknown) => {
      unregister(stream);
      if (!ended.aborted) throw error;
    });
    if (got && !got.done) return got;
    unregister(stream);
    if (stream.end.signal.aborted) throw stream.end.signal.reason;
    if (stopping().aborted) throw restarting();
    return { done: true, value: undefined };
  };
  const leave = async (): Promise<IteratorResult<T, undefined>> => {
    unregister(stream);
    await events.return?.();
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
}

function register(actor: Actor): Stream {
  const { streams } = registry();
  const own = [...streams].filter((stream) => stream.actor.user.id === actor.user.id);
  if (own.length >= STREAMS_PER_PERSON) {
    metrics().rateLimited.inc({ bucket: 'streams' });
    throw new AppError(
      'RATE_LIMITED',
      `You have ${STREAMS_PER_PERSON} live views open. Close a few tabs, then try again.`,
      {
        retryAfterSeconds: 10,
      },
    );
  }
  const stream = { actor, end: new AbortController() };
  streams.add(stream);
  registry().timer ??= setInterval(() => void recheck(), RECHECK_MS).unref();
  return stream;
}

function unregister(stream: Stream): void {
  const { streams, timer } = registry();
  streams.delete(stream);
  if (streams.size > 0) return;
  clearInterval(timer);
  registry().timer = undefined;
}

/** While the database is away nothing is sent, so nothing is lost by asking again a second later. */
async function recheck(): Promise<void> {
  const streams = [...registry().streams];
  try {
    const ended = await findEnded(streams.map(({ actor }) => actor));
    const reason = new AppError('UNAUTHENTICATED', 'You are signed out. Sign in again to go on.');
    for (const { actor, end } of streams) if (ended.has(actor)) end.abort(reason);
  } catch (error) {
    log.warn({ reason: describeError(error) }, 'streams.recheck-failed');
  }
}

function restarting(): AppError {
  return new AppError('UNAVAILABLE', 'The platform is restarting. The live view comes back by itself.');
}
