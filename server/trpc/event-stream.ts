import { toWire } from './wire.ts';

/** Keeps proxies from closing an idle stream: their usual bound is 60 s. */
const PING_MS = 10_000;
/** Two pings lost: the client takes the connection for dead and opens another. */
const SILENCE_MS = 25_000;
/** A stream ends after so long and its client comes back, so that load spreads over replicas that came later. */
const STREAM_MS = 60 * 60_000;

const HEADERS = {
  'content-type': 'text/event-stream',
  // A proxy that compresses or buffers holds events back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

const encoder = new TextEncoder();
const block = (event: string, data?: object) =>
  encoder.encode(`event: ${event}\ndata: ${data ? JSON.stringify(data) : ''}\n\n`);
const CONNECTED = block('connected', { reconnectAfterInactivityMs: SILENCE_MS });
const PING = block('ping');
const RETURN = block('return');

const written = new WeakMap<object, Uint8Array>();

/** An event is written once however many streams send it: all of a person's send the same object. */
function write(event: object): Uint8Array {
  const known = written.get(event) ?? block('message', toWire(event));
  written.set(event, known);
  return known;
}

/**
 * Sends events as the client's httpSubscriptionLink of tRPC reads them: one chunk each, where tRPC's own stream makes two and carries every
 * one through six generators and streams, which is most of what an event costs (docs/performance.md). An event must not be changed afterwards.
 * What ends by itself says so, and its client does not come back; what fails sends what `describe` says of it.
 * @param leave is aborted when the stream is over: its client gone, an hour passed, the events at their end. Once it is, nothing is sent any more.
 */
export function eventStream(
  events: AsyncIterable<object>,
  { leave, describe }: { leave: AbortController; describe: (error: unknown) => object },
): Response {
  const iterator = events[Symbol.asyncIterator]();
  const next = async () => {
    try {
      const { done, value } = await iterator.next();
      return done ? { last: RETURN } : { chunk: write(value) };
    } catch (error) {
      return { last: block('serialized-error', toWire(describe(error))) };
    }
  };
  let isOver = false;
  const finish = (controller: ReadableStreamDefaultController, last?: Uint8Array) => {
    if (isOver) return;
    isOver = true;
    if (last) controller.enqueue(last);
    controller.close();
    leave.abort();
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (leave.signal.aborted) return finish(controller);
      controller.enqueue(CONNECTED);
      const pinging = setInterval(() => isHungry(controller) && controller.enqueue(PING), PING_MS);
      const lasting = setTimeout(() => leave.abort(), STREAM_MS);
      const stop = () => {
        clearInterval(pinging);
        clearTimeout(lasting);
        finish(controller);
      };
      leave.signal.addEventListener('abort', stop, { once: true });
    },
    async pull(controller) {
      const { chunk, last } = await next();
      if (!chunk) finish(controller, last);
      else if (!isOver) controller.enqueue(chunk);
    },
    async cancel() {
      isOver = true;
      leave.abort();
      await iterator.return?.();
    },
  });
  return new Response(body, { headers: HEADERS });
}

/** A client that does not read gets no pings on top. */
const isHungry = ({ desiredSize }: ReadableStreamDefaultController) => (desiredSize ?? 0) > 0;
