import { deserialize, serialize } from 'superjson';
import type { StoreEvent } from '#server/stores/view.ts';
import type { ErrorShape } from '#server/trpc/errors.ts';
import { handle } from '#server/trpc/handler.ts';
import { type Caller, request } from './api.ts';

/** What came over a stream: an event of a store, a refusal, or its end. */
export type Received = { event: StoreEvent } | { error: ErrorShape } | { end: 'returned' | 'closed' };

export type OpenStream = {
  status: number;
  /** The next thing that is not a ping. */
  next: () => Promise<Received>;
  /** Leaves, as a closed tab does. */
  leave: () => void;
};

/** Opens `store.watch` as the browser's EventSource does. */
export async function watch(caller: Caller, input: unknown = { list: {} }): Promise<OpenStream> {
  const leaving = new AbortController();
  const headers = { accept: 'text/event-stream' };
  const asked = request(caller, 'subscription', 'store.watch', {
    body: JSON.stringify(serialize(input)),
    headers,
  });
  const response = await handle(new Request(asked, { signal: leaving.signal }));
  const messages = readMessages(response);
  return {
    status: response.status,
    next: async () => (await messages.next()).value ?? { end: 'closed' },
    leave: () => leaving.abort(),
  };
}

async function* readMessages(response: Response): AsyncGenerator<Received, undefined> {
  let buffered = '';
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    buffered += text;
    const blocks = buffered.split('\n\n\n');
    buffered = blocks.pop() ?? '';
    for (const block of blocks) {
      const received = parse(block);
      if (received) yield received;
    }
  }
  return undefined;
}

function parse(block: string): Received | null {
  const event = /^event: (.*)$/m.exec(block)?.[1] ?? 'message';
  const data = /^data: (.+)$/m.exec(block)?.[1] ?? 'null';
  if (event === 'return') return { end: 'returned' };
  if (event === 'serialized-error') return { error: deserialize(JSON.parse(data)) };
  return event === 'message' ? { event: deserialize(JSON.parse(data)) } : null;
}
