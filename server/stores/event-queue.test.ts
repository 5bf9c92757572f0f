import { expect, test } from 'vitest';
import { EventQueue } from './event-queue.ts';

async function drain(queue: EventQueue<string>): Promise<string[]> {
  const read: string[] = [];
  while (read.at(-1) !== 'last') {
    const { value, done } = await queue.next();
    if (done) break;
    read.push(value);
  }
  return read;
}

test('of the events with one key a slow reader gets the newest, in the order in which they came', async () => {
  const queue = new EventQueue<string>();
  for (const [key, event] of [
    ['a', 'a1'],
    ['b', 'b1'],
    ['a', 'a2'],
    ['c', 'last'],
  ] as const)
    queue.push(key, event);
  expect(await drain(queue)).toEqual(['b1', 'a2', 'last']);
});

test('a reader that waits gets the next event, and the one after it is not lost', async () => {
  const queue = new EventQueue<string>();
  const waiting = queue.next();
  queue.push('a', 'a1');
  queue.push('a', 'a2');
  expect(await waiting).toEqual({ done: false, value: 'a1' });
  expect(await queue.next()).toEqual({ done: false, value: 'a2' });
});

test('an end ends a wait at once, and nothing comes after it', async () => {
  const queue = new EventQueue<string>();
  const waiting = queue.next();
  queue.end();
  queue.push('a', 'late');
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(await queue.next()).toEqual({ done: true, value: undefined });
});

test('a failure reaches who waits and who comes later, and is no unhandled rejection before', async () => {
  const failure = new Error('The database said no.');
  const [waited, late] = [new EventQueue<string>(), new EventQueue<string>()];
  const waiting = waited.next();
  for (const queue of [waited, late]) queue.end({ error: failure });
  await expect(waiting).rejects.toBe(failure);
  await expect(late.next()).rejects.toBe(failure);
});
