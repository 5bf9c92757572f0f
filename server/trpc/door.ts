import { TRPCError } from '@trpc/server';
import { readBody } from '#server/body.ts';

/**
 * What is checked before anybody asks who is there: a body is JSON and at most 1 MiB. A refused request goes on without its
 * body, so that the refusal gets the shape of every other error.
 */
export async function admit(request: Request): Promise<{ request: Request; refusal: TRPCError | null }> {
  if (request.method !== 'POST') return { request, refusal: null };
  if (mediaTypeOf(request) !== 'application/json') return refuse(request, 'UNSUPPORTED_MEDIA_TYPE');
  const body = await readBody(request);
  if (body === null) return refuse(request, 'PAYLOAD_TOO_LARGE');
  return { request: withBody(request, body), refusal: null };
}

function mediaTypeOf(request: Request): string | undefined {
  return request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
}

function refuse(request: Request, code: TRPCError['code']) {
  return { request: withBody(request, new Uint8Array()), refusal: new TRPCError({ code }) };
}

function withBody({ url, method, headers, signal }: Request, body: Uint8Array<ArrayBuffer>): Request {
  return new Request(url, { method, headers, signal, body });
}
