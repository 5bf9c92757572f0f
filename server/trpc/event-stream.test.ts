import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EventQueue } from '#server/stores/event-queue.ts';
import { eventStream } from './event-stream.ts';

type Event = { text: string };

const MINUTE_MS = 60_000;

beforeEach(() => void vi.useFakeTimers());

afterEach(() => void vi.useRealTimers());

function open({ leave = new AbortController() } = {}) {
  const events = new EventQueue<Event>();
  leave.signal.addEventListener('abort', () => events.end());
  const describe = (error: unknown) => ({ told: (error as Error).message });
  const response = eventStream(events, { leave, describe });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value);
  return { leave, events, reader, read };
}

test('begins with what the client must know, and an event is one chunk of one line', async () => {
  const { events, read } = open();
  expect(await read()).toBe('event: connected\ndata: {"reconnectAfterInactivityMs":25000}\n\n');
  events.push('', { text: 'two\nlines' });
  expect(await read()).toBe('event: message\ndata: {"json":{"text":"two\\nlines"}}\n\n');
});

test('an event that many streams send is written once', async () => {
  const event = { text: 'for all' };
  const chunks = [open(), open()].map(async ({ events, read, reader }) => {
    await read();
    events.push('', event);
    return (await reader.read()).value;
  });
  const [first, second] = await Promise.all(chunks);
  expect(first).toBeDefined();
  expect(second).toBe(first);
});

test('who ends by itself says so, and its client does not come back', async () => {
  const { events, read, reader } = open();
  await read();
  events.end();
  expect(await read()).toBe('event: return\ndata: \n\n');
  expect(await reader.read()).toMatchObject({ done: true });
  expect(vi.getTimerCount()).toBe(0);
});

test('a failure is told as it is described, and is the end', async () => {
  const { leave, events, read, reader } = open();
  await read();
  events.end({ error: new Error('no more') });
  expect(await read()).toBe('event: serialized-error\ndata: {"json":{"told":"no more"}}\n\n');
  expect(await reader.read()).toMatchObject({ done: true });
  expect(leave.signal.aborted).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('a client that leaves ends the events, and every timer with them', async () => {
  const { leave, events, read, reader } = open();
  await read();
  await reader.cancel();
  expect(leave.signal.aborted).toBe(true);
  expect(await events.next()).toMatchObject({ done: true });
  expect(vi.getTimerCount()).toBe(0);
});

test('who has left before the answer began gets nothing, and leaves nothing behind', async () => {
  const leave = new AbortController();
  leave.abort();
  const { reader } = open({ leave });
  expect(await reader.read()).toMatchObject({ done: true });
  expect(vi.getTimerCount()).toBe(0);
});

test('after an hour a stream ends without a word, so that its client comes back', async () => {
  const { read, reader } = open();
  await read();
  const chunks: string[] = [];
  const reading = (async () => {
    for (let text = await read(); text !== ''; text = await read()) chunks.push(text);
  })();
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
  await reading;
  expect(vi.getTimerCount()).toBe(0);
  expect(new Set(chunks)).toEqual(new Set(['event: ping\ndata: \n\n']));
  expect(await reader.read()).toMatchObject({ done: true });
});

test('after an hour a stream whose client does not read ends too, with what it was sent', async () => {
  const { leave, reader } = open();
  await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
  expect(leave.signal.aborted).toBe(true);
  expect(await reader.read()).toMatchObject({ done: false });
  expect(await reader.read()).toMatchObject({ done: true });
});

test('pings come while nothing else does, and a client that does not read gets no more than one', async () => {
  const { events, read } = open();
  await read();
  const ping = read();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await ping).toBe('event: ping\ndata: \n\n');
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
  events.push('', { text: 'after all' });
  expect(await read()).toBe('event: ping\ndata: \n\n');
  expect(await read()).toContain('after all');
});
