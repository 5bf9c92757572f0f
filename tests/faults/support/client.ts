import { randomUUID } from 'node:crypto';
import { createTRPCClient, httpLink, retryLink, type TRPCClient, type TRPCLink } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '#server/trpc/router.ts';
import { type Acknowledged, noteIn } from './acknowledged.ts';

export type Client = TRPCClient<AppRouter>;

/** A process that has only just begun, on a crowded machine, may say that its database is away. */
const TRIES_WHILE_BUSY = 20;

const linkTo = (url: string, token: string) =>
  httpLink<AppRouter>({
    url: `${url}/api/trpc`,
    transformer: superjson,
    headers: { authorization: `Bearer ${token}` },
    fetch: (input, init) => fetch(input, { ...(init as RequestInit), signal: AbortSignal.timeout(30_000) }),
  });

/** A create that is made again asks for the same store. */
const withKey: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    next(op.path === 'store.create' ? { ...op, input: { idempotencyKey: randomUUID(), ...(op.input as object) } } : op);

/**
 * A person's program, typed as `scripts/store` is. A call that hangs is given up; one that is answered 503 is made again. What is
 * promised is noted in `told`.
 */
export function connect(url: string, token: string, told?: Acknowledged): Client {
  const whileBusy = retryLink<AppRouter>({
    retry: ({ attempts, error }) => error.data?.httpStatus === 503 && attempts < TRIES_WHILE_BUSY,
    retryDelayMs: () => 250,
  });
  return createTRPCClient<AppRouter>({
    links: [withKey, whileBusy, ...(told ? [noteIn(told)] : []), linkTo(url, token)],
  });
}

/** The same for someone who wants to know of every single answer: nothing is asked twice. */
export function connectOnce(url: string, token: string): Client {
  return createTRPCClient<AppRouter>({ links: [linkTo(url, token)] });
}
