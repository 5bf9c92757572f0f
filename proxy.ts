import { randomBytes } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { pagePolicy } from '#server/page-policy.ts';

/** Gives each answer a policy with a nonce of its own. Next reads it from the request and puts the nonce on its scripts. */
export function proxy(request: NextRequest): NextResponse {
  const policy = pagePolicy(randomBytes(16).toString('base64'));
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Pages alone: of a request that passes here Next reads the whole body before it goes on. */
export const config = { matcher: '/((?!api/|_next/static/).*)' };
