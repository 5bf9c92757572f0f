import { callTRPCProcedure, getTRPCErrorFromUnknown, TRPCError } from '@trpc/server';
import { deserialize } from 'superjson';
import { createContext } from './context.ts';
import type { ErrorShape } from './errors.ts';
import { eventStream } from './event-stream.ts';
import { appRouter } from './router.ts';

export type Asked = { request: Request; path: string };
type Refusals = {
  /** What the client is told of an error. */
  describe: (error: TRPCError) => ErrorShape;
  /** The answer instead of a stream. */
  refuse: (shape: ErrorShape) => Response;
};

/** Whether the request asks for one subscription. A batch does not: tRPC refuses a subscription in it; HEAD asks for nothing. */
export function isSubscription({ request, path }: Asked): boolean {
  const { procedures } = appRouter._def as { procedures: Record<string, { _def?: { type: string } } | undefined> };
  const isBatch = new URL(request.url).searchParams.get('batch') === '1';
  return procedures[path]?._def?.type === 'subscription' && !isBatch && request.method !== 'HEAD';
}

/** Answers with the stream of the subscription, or says why there is none. */
export async function answerSubscription(asked: Asked, { describe, refuse }: Refusals): Promise<Response> {
  const { request } = asked;
  const leave = new AbortController();
  if (request.signal.aborted) leave.abort();
  request.signal.addEventListener('abort', () => leave.abort(), { once: true });
  const send = (events: AsyncIterable<object>) =>
    eventStream(events, { leave, describe: (error) => describe(getTRPCErrorFromUnknown(error)) });
  try {
    return send(await subscribe(asked, leave.signal));
  } catch (error) {
    if (isEventSource(request)) return send(refused(error));
    leave.abort();
    return refuse(describe(getTRPCErrorFromUnknown(error)));
  }
}

function subscribe({ request, path }: Asked, signal: AbortSignal): Promise<AsyncIterable<object>> {
  if (request.method !== 'GET') throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED' });
  return callTRPCProcedure({
    router: appRouter,
    path,
    type: 'subscription',
    ctx: createContext(request),
    getRawInput: async () => readInput(request),
    signal,
    batchIndex: 0,
  });
}

function readInput({ url }: Request): unknown {
  const input = new URL(url).searchParams.get('input');
  try {
    return input ? deserialize(JSON.parse(input)) : undefined;
  } catch (cause) {
    throw new TRPCError({ code: 'BAD_REQUEST', cause });
  }
}

/**
 * EventSource can't read an answer that is not 200, nor tries again after it; so it gets a refusal inside the stream, with
 * its code. Anybody else gets it as of every other procedure.
 */
function isEventSource(request: Request): boolean {
  return request.headers.get('accept')?.includes('text/event-stream') ?? false;
}

const refused = (error: unknown): AsyncIterable<never> => {
  const next = async () => {
    throw error;
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
};
