import { deserialize } from 'superjson';
import type { LogEvent, StoreEvent } from '#server/stores/view.ts';
import type { ErrorShape } from '#server/trpc/errors.ts';

/** What came over a stream: an event of a store or of a log, a refusal, or its end. */
export type Received = { event: StoreEvent | LogEvent } | { error: ErrorShape } | { end: 'returned' | 'closed' };

/** What comes over the answer to a subscription, but for pings, until it ends or breaks. */
export async function* readMessages(response: Response): AsyncGenerator<Received, undefined> {
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
