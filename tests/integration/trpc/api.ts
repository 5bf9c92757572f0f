import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { deserialize, serialize } from 'superjson';
import { cookieName } from '#server/auth/cookies.ts';
import { createToken } from '#server/auth/token.ts';
import { db } from '#server/db.ts';
import { env } from '#server/env.ts';
import type { Role } from '#server/generated/prisma/enums.ts';
import { SCOPES, type Scope } from '#server/stores/actor.ts';
import { handle } from '#server/trpc/handler.ts';
import type { ErrorShape } from '#server/trpc/errors.ts';
import { ADMIN_EMAIL } from './environment.ts';

/** The headers by which somebody is known, and who that is. */
export type Caller = { userId: string | null; headers: Record<string, string> };

export const anonymous: Caller = { userId: null, headers: {} };

export type SignedIn = Caller & { userId: string; sessionId: string };

/** A new person, signed in in a browser that shows the dashboard. */
export async function signInPerson(changes: { email?: string; role?: Role } = {}): Promise<SignedIn> {
  const user = await db().user.create({ data: { email: `${randomUUID()}@example.test`, name: 'Test', ...changes } });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const session = await db().session.create({ data: { userId: user.id, expiresAt } });
  return { userId: user.id, sessionId: session.id, headers: await cookieOf(user.id, session.id) };
}

/** The same for an administrator, as `configureWithoutCluster` names one. */
export const signInAdministrator = () => signInPerson({ email: ADMIN_EMAIL, role: 'admin' });

/** The headers of a page of the dashboard, with a session cookie that names these rows. */
export async function cookieOf(userId: string, sessionId: string, secret = env().NEXTAUTH_SECRET, maxAge = 3600) {
  const cookie = await encode({ token: { userId, sessionId }, secret, maxAge });
  return { cookie: `${cookieName('sessionToken')}=${cookie}`, origin: env().PUBLIC_URL };
}

/** A tool of the person with these scopes. */
export async function makeTool(
  userId: string,
  scopes: readonly Scope[] = SCOPES,
): Promise<Caller & { tokenId: string }> {
  const { token, row } = await createToken(userId, { name: 'tool', scopes, expiresAt: null });
  return { userId, tokenId: row.id, headers: { authorization: `Bearer ${token}` } };
}

export type ProcedureType = 'query' | 'mutation' | 'subscription';
export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  /** The result, deserialised. */
  data: unknown;
  error: ErrorShape | undefined;
};

const ADDRESS = 'http://platform.test/api/trpc/';

/** Calls a procedure as `caller` would over HTTP. `body` goes on the wire as it is, instead of a well-formed `input`. */
export async function call(
  caller: Caller,
  [type, path]: readonly [ProcedureType, string],
  { input, body = JSON.stringify(serialize(input)), headers = {} }: CallOptions = {},
): Promise<Answer> {
  return readAnswer(handle(request(caller, type, path, { body, headers })));
}

/** The whole of an answer; of a stream that was accepted only that it was. */
export async function readAnswer(pending: Promise<Response>): Promise<Answer> {
  const response = await pending;
  const isStream = response.headers.get('content-type') === 'text/event-stream';
  if (isStream) await response.body?.cancel();
  const text = isStream ? '' : await response.text();
  return { status: response.status, headers: response.headers, text, ...parse(text) };
}

type CallOptions = { input?: unknown; body?: string; headers?: Record<string, string> };

export function request(
  caller: Caller,
  type: ProcedureType,
  path: string,
  { body = JSON.stringify(serialize(undefined)), headers = {} }: CallOptions & { signal?: AbortSignal } = {},
): Request {
  if (type === 'mutation') {
    const all = { 'content-type': 'application/json', ...caller.headers, ...headers };
    return new Request(ADDRESS + path, { method: 'POST', headers: all, body });
  }
  const query = path.includes('?') ? '&' : '?';
  return new Request(`${ADDRESS}${path}${query}input=${encodeURIComponent(body)}`, {
    headers: { ...caller.headers, ...headers },
  });
}

function parse(text: string): Pick<Answer, 'data' | 'error'> {
  if (!text.startsWith('{')) return { data: undefined, error: undefined };
  const body = JSON.parse(text) as { result?: { data: never }; error?: never };
  return {
    data: body.result && deserialize(body.result.data),
    error: body.error && deserialize<ErrorShape>(body.error),
  };
}
