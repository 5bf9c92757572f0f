import { deserialize } from 'superjson';
import type { StoreEvent } from '#server/stores/view.ts';
import type { ErrorShape } from '#server/trpc/errors.ts';

/** What came over a stream: an event (of a store unless another is named), a refusal, or its end. */
export type Received<Event = StoreEvent> = { event: Event } | { error: ErrorShape } | { end: 'returned' | 'closed' };

/** What comes over the answer to a subscription, but for pings, until it ends or breaks. */
export async function* readMessages<Event = StoreEvent>(
  response: Response,
): AsyncGenerator<Received<Event>, undefined> {
  let buffered = '';
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    buffered += text;
    const blocks = buffered.split('\n\n');
    buffered = blocks.pop() ?? '';
    for (const block of blocks) {
      const received = parse<Event>(block);
      if (received) yield received;
    }
  }
  return undefined;
}

function parse<Event>(block: string): Received<Event> | null {
  const event = /^event: (.*)$/m.exec(block)?.[1] ?? 'message';
  const data = /^data: (.+)$/m.exec(block)?.[1] ?? 'null';
  if (event === 'return') return { end: 'returned' };
  if (event === 'serialized-error') return { error: deserialize(JSON.parse(data)) };
  return event === 'message' ? { event: deserialize(JSON.parse(data)) } : null;
}
