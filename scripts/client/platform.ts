import { readFileSync } from 'node:fs';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '#server/trpc/router.ts';
import { Exit } from './exit.ts';

export type Platform = { url: string; api: TRPCClient<AppRouter> };

/** Longer than any answer of the platform takes; a hanging connection must not hang a script. */
const CALL_MS = 30_000;
const DEFAULT_PORT = 3000;

/** The API at `url`, with a token: by default that of STOREWRIGHT_TOKEN, else the one that `scripts/up` left in .data/token. */
export function connect(url: string, token = usualToken()): Platform {
  if (!URL.canParse(url)) throw new Exit('usage', `"${url}" is not an address; it begins with http:// or https://.`);
  if (!token) {
    throw new Exit(
      'usage',
      'There is no token. Set STOREWRIGHT_TOKEN to one made under Settings, or run ./scripts/up first.',
    );
  }
  const link = httpLink({
    url: new URL('/api/trpc', url).href,
    transformer: superjson,
    headers: { authorization: `Bearer ${token}` },
    fetch: (input, init) => fetch(input, { ...(init as RequestInit), signal: AbortSignal.timeout(CALL_MS) }),
  });
  return { url, api: createTRPCClient<AppRouter>({ links: [link] }) };
}

const usualToken = () => process.env.STOREWRIGHT_TOKEN || readIfThere('.data/token')?.trim();

/** STOREWRIGHT_URL, else the app of this checkout, whose ports `scripts/up` keeps in .data/ports.json. */
export function defaultUrl(): string {
  const kept = readIfThere('.data/ports.json');
  const port = kept === null ? DEFAULT_PORT : (JSON.parse(kept) as { app: number }).app;
  return process.env.STOREWRIGHT_URL || `http://127.0.0.1:${port}`;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
