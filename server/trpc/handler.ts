import type { TRPCError } from '@trpc/server';
import { resolveResponse } from '@trpc/server/http';
import { log } from '#server/log.ts';
import { createContext } from './context.ts';
import { admit } from './door.ts';
import { answerTo, errorShape } from './errors.ts';
import { corsHeaders } from './origins.ts';
import { appRouter } from './router.ts';
import { answerSubscription, type Asked, isSubscription } from './subscription.ts';
import { countRefusal } from './tally.ts';
import { toWire } from './wire.ts';

const ENDPOINT = '/api/trpc/';
/** A screen needs three or four calls at once. */
const BATCH_MAX = 10;

/** Answers one HTTP request to the API. */
export async function handle(incoming: Request): Promise<Response> {
  const { request, refusal } = await admit(incoming);
  const path = new URL(request.url).pathname.slice(ENDPOINT.length);
  const asked = { request, path: decoded(path) };
  return withCors(
    request,
    isSubscription(asked) ? await answerOne(asked) : await answerCalls({ request, path }, refusal),
  );
}

/** As tRPC reads it. What is no percent-encoding, tRPC refuses. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function answerCalls({ request, path }: Asked, refusal: TRPCError | null): Promise<Response> {
  const noted = new Set<TRPCError>();
  return resolveResponse({
    router: appRouter,
    req: request,
    path,
    error: refusal,
    maxBatchSize: BATCH_MAX,
    createContext: async () => createContext(request),
    onError({ error, path }) {
      if (!noted.has(error)) note(error, path);
      noted.add(error);
    },
    responseMeta: ({ errors }) => ({ headers: headersFor(errors.map((error) => answerTo(error).retryAfterSeconds)) }),
  });
}

const answerOne = (asked: Asked): Promise<Response> =>
  answerSubscription(asked, {
    describe(error) {
      note(error, asked.path);
      return errorShape(error, asked.path);
    },
    refuse(shape) {
      const { httpStatus, retryAfterSeconds } = shape.data;
      return Response.json({ error: toWire(shape) }, { status: httpStatus, headers: headersFor([retryAfterSeconds]) });
    },
  });

function note(error: TRPCError, path: string | undefined): void {
  logFailure(error, path);
  countRefusal(error);
}

/** The longest wait of a batch serves all of it. */
function headersFor(waits: readonly (number | undefined)[]): Headers {
  const headers = new Headers({ 'cache-control': 'no-store' });
  const seconds = Math.max(0, ...waits.map((wait) => wait ?? 0));
  if (seconds > 0) headers.set('retry-after', String(seconds));
  return headers;
}

function withCors(request: Request, response: Response): Response {
  const cors = corsHeaders(request.headers.get('origin'));
  for (const [name, value] of Object.entries(cors)) response.headers.append(name, value);
  return response;
}

/** One line a failure: what was refused is worth counting, what went wrong is worth waking somebody. */
function logFailure(error: TRPCError, path: string | undefined): void {
  const { code, id } = answerTo(error);
  const line = { procedure: path?.slice(0, 100), code };
  if (code === 'INTERNAL') log.error({ ...line, id, err: error.cause ?? error }, 'trpc.failed');
  else if (code === 'UNAVAILABLE')
    log.warn({ ...line, reason: error.cause?.message.slice(0, 500) }, 'trpc.unavailable');
  else if (code !== 'CLIENT_LEFT') log.info(line, 'trpc.refused');
}
