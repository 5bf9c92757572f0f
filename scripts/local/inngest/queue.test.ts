import { expect, test } from 'vitest';
import { type Queue, type QueueItem, createQueue } from './queue.ts';

test('items start in the order of their moments', async () => {
  const { queue, started, finish } = controlled();
  const now = Date.now();
  queue.add(item('a', { dueAt: now, slots: [{ key: 'k', limit: 1 }] }));
  queue.add(item('c', { dueAt: now - 1, slots: [{ key: 'k', limit: 1 }] }));
  queue.add(item('b', { dueAt: now - 2, slots: [{ key: 'k', limit: 1 }] }));
  await finish('a');
  await finish('b');

  expect(started).toEqual(['a', 'b', 'c']);
});

test('an item whose slot is taken does not hold up one whose slot is free', () => {
  const { queue, started } = controlled();
  queue.add(item('first', { slots: [{ key: 'ada', limit: 1 }] }));
  queue.add(item('second', { slots: [{ key: 'ada', limit: 1 }] }));
  queue.add(item('third', { slots: [{ key: 'ben', limit: 1 }] }));

  expect(started).toEqual(['first', 'third']);
});

test('a call that outlived a killed engine keeps its slot until its time is over, and is then made again', () => {
  const { queue, started } = controlled();
  const slots = [{ key: 'k', limit: 1 }];
  queue.add(item('orphan', { isOrphan: true, dueAt: Date.now() + 60_000, slots }));
  queue.add(item('next', { slots }));
  queue.postponeOrphan('orphan', Date.now() + 120_000);
  expect(started).toEqual([]);

  queue.postponeOrphan('orphan', Date.now());
  expect(started).toEqual(['orphan']);
});

test('the items of a removed run never start, and their slots are free', async () => {
  const { queue, started } = controlled();
  const slots = [{ key: 'k', limit: 1 }];
  queue.add(item('orphan', { runId: 'gone', isOrphan: true, dueAt: Date.now() + 60_000, slots }));
  queue.add(item('next', { slots }));
  queue.removeRun('gone');

  expect(started).toEqual(['next']);
});

test('a draining queue starts nothing and waits for what runs', async () => {
  const { queue, started, finish } = controlled();
  queue.add(item('running'));
  const drained = queue.drain(60_000);
  queue.add(item('late'));
  await finish('running');
  await drained;

  expect(started).toEqual(['running']);
});

function item(id: string, change: Partial<QueueItem> = {}): QueueItem {
  return { id, runId: id, kind: 'call', stepId: null, dueAt: Date.now(), slots: [], ...change };
}

function controlled(): { queue: Queue; started: string[]; finish(id: string): Promise<void> } {
  const started: string[] = [];
  const endings = new Map<string, () => void>();
  const queue = createQueue(({ id }) => {
    started.push(id);
    return new Promise((resolve) => endings.set(id, resolve));
  });
  const finish = async (id: string) => {
    endings.get(id)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, started, finish };
}
