import { serialize } from 'superjson';
import { handle } from '#server/trpc/handler.ts';
import { readMessages, type Received } from '#tests/stream-messages.ts';
import { type Caller, request } from './api.ts';

export type OpenStream = {
  status: number;
  /** The next thing that is not a ping. */
  next: () => Promise<Received>;
  /** Leaves, as a closed tab does. */
  leave: () => void;
};

export const watch = (caller: Caller, input: unknown = { list: {} }) => subscribe(caller, 'store.watch', input);

/** Opens a stream as the browser's EventSource does. */
export async function subscribe(caller: Caller, path: string, input: unknown): Promise<OpenStream> {
  const leaving = new AbortController();
  const headers = { accept: 'text/event-stream' };
  const asked = request(caller, 'subscription', path, { body: JSON.stringify(serialize(input)), headers });
  const response = await handle(new Request(asked, { signal: leaving.signal }));
  const messages = readMessages(response);
  return {
    status: response.status,
    next: async () => (await messages.next()).value ?? { end: 'closed' },
    leave: () => leaving.abort(),
  };
}
