import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '#server/auth.ts';
import { env } from '#server/env.ts';
import { describeError } from '#server/errors.ts';
import { log } from '#server/log.ts';
import { refuseAuthRequest } from './refusal.ts';
import { limitSignIn } from './sign-in-limit.ts';
import { sourceOf } from './source.ts';

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * NextAuth behind a door: what would make it answer 500 and what comes too often is refused first, and a sign-out that did not
 * reach the row says so.
 */
export async function handleAuth(request: NextRequest, context: Context): Promise<Response> {
  const refusal = refuseAuthRequest(request) ?? (await limitSignIn(request, (await context.params).nextauth[0]));
  if (refusal) return refusal;
  // The only way to tell NextAuth its own address; it would otherwise believe the Host header.
  process.env.NEXTAUTH_URL = env().PUBLIC_URL;
  const options = authOptions(sourceOf(request));
  let isSignOutLost = false;
  const signOut: NonNullable<typeof options.events>['signOut'] = async (message) => {
    isSignOutLost = true;
    await options.events?.signOut?.(message);
    isSignOutLost = false;
  };
  try {
    const response: Response = await NextAuth(request, context, { ...options, events: { ...options.events, signOut } });
    return isSignOutLost
      ? say(503, 'You are still signed in, because the database does not answer. Try again.')
      : response;
  } catch (error) {
    if (error instanceof SyntaxError) return say(400, 'The body of the request is not what its content type says.');
    log.error({ reason: describeError(error) }, 'auth.crashed');
    return say(500, 'Something went wrong on our side. Try again; if it fails again, tell the administrator.');
  }
}

function say(status: number, message: string): Response {
  return Response.json({ message }, { status, headers: { 'cache-control': 'no-store' } });
}
