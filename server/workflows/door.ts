import { NextRequest } from 'next/server';
import { readBody } from '#server/body.ts';

/**
 * A call from Inngest as the SDK may have it: at most 1 MiB, and JSON. The SDK reads the body before it looks at the
 * signature, so that anybody could send it any amount, and answers 500 to what is not JSON. Else the refusal.
 */
export async function admitCall(request: NextRequest): Promise<NextRequest | Response> {
  const body = await readBody(request);
  if (body === null) return refuse(413, 'The call is larger than 1 MiB.');
  if (!isJson(body)) return refuse(400, 'The body of the call is not JSON.');
  const { url, method, headers, signal } = request;
  return new NextRequest(url, { method, headers, signal, body });
}

/** No body is for the SDK to judge. */
function isJson(body: Uint8Array): boolean {
  try {
    if (body.length > 0) JSON.parse(new TextDecoder().decode(body));
    return true;
  } catch {
    return false;
  }
}

function refuse(status: number, message: string): Response {
  return Response.json({ message }, { status, headers: { 'cache-control': 'no-store' } });
}
