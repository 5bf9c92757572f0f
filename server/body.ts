/** Far above any input of ours, far below what would hurt: a create is 200 bytes, what Inngest knows of a run some 10 KB. */
export const BODY_MAX_BYTES = 1024 * 1024;

/**
 * The whole body, or null once it is longer than 1 MiB; a declared length is not trusted, only believed when too large. The
 * rest stays unread: to cancel it would close the connection before the refusal is sent.
 */
export async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length')) > BODY_MAX_BYTES) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body?.values({ preventCancel: true }) ?? []) {
    length += chunk.byteLength;
    if (length > BODY_MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
