import { TRPCError } from '@trpc/server';

/** Far above any input of ours, far below what would hurt: a create is 200 bytes. */
export const BODY_MAX_BYTES = 1024 * 1024;

/**
 * What is checked before anybody asks who is there: a body is JSON and at most 1 MiB. A refused request goes on without its
 * body, so that the refusal gets the shape of every other error.
 */
export async function admit(request: Request): Promise<{ request: Request; refusal: TRPCError | null }> {
  if (request.method !== 'POST') return { request, refusal: null };
  if (mediaTypeOf(request) !== 'application/json') return refuse(request, 'UNSUPPORTED_MEDIA_TYPE');
  const body = await readAtMost(request, BODY_MAX_BYTES);
  if (body === null) return refuse(request, 'PAYLOAD_TOO_LARGE');
  return { request: withBody(request, body), refusal: null };
}

function mediaTypeOf(request: Request): string | undefined {
  return request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
}

async function refuse(request: Request, code: TRPCError['code']) {
  await request.body?.cancel();
  return { request: withBody(request, new Uint8Array()), refusal: new TRPCError({ code }) };
}

function withBody({ url, method, headers, signal }: Request, body: Uint8Array<ArrayBuffer>): Request {
  return new Request(url, { method, headers, signal, body });
}

/** The whole body, or null once it is longer than `limit`; a declared length is not trusted, only believed when too large. */
async function readAtMost(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length')) > limit) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
