import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '#server/trpc/router.ts';

export type Client = TRPCClient<AppRouter>;

/** A person's program, typed as `scripts/store` is. A call that hangs is given up. */
export function connect(url: string, token: string): Client {
  const link = httpLink({
    url: `${url}/api/trpc`,
    transformer: superjson,
    headers: { authorization: `Bearer ${token}` },
    fetch: (input, init) => fetch(input, { ...(init as RequestInit), signal: AbortSignal.timeout(30_000) }),
  });
  return createTRPCClient<AppRouter>({ links: [link] });
}
