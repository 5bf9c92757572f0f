import { expect, test } from 'vitest';
import { Slots } from './slots.ts';

const forever = new AbortController().signal;

test('never more than the limit run, and who came first is served first', async () => {
  const slots = new Slots(2);
  const order: number[] = [];
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const all = gates.map(({ promise }, id) =>
    slots.use(forever, () => {
      order.push(id);
      return promise;
    }),
  );
  expect(slots.stats()).toEqual({ running: 2, queued: 3 });
  for (const [id, gate] of gates.entries()) {
    gate.resolve();
    await all[id];
    expect(slots.stats().running).toBeLessThanOrEqual(2);
  }
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(slots.stats()).toEqual({ running: 0, queued: 0 });
});

test('who gives up leaves the queue, and those behind move up', async () => {
  const slots = new Slots(1);
  const first = Promise.withResolvers<void>();
  const impatient = new AbortController();
  const running = slots.use(forever, () => first.promise);
  const gaveUp = slots.use(impatient.signal, () => Promise.resolve('never'));
  const behind = slots.use(forever, () => Promise.resolve('served'));
  impatient.abort(new Error('enough'));
  await expect(gaveUp).rejects.toThrow('enough');
  expect(slots.stats()).toEqual({ running: 1, queued: 1 });
  first.resolve();
  await running;
  expect(await behind).toBe('served');
});

test('work that throws gives its place back', async () => {
  const slots = new Slots(1);
  await expect(slots.use(forever, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await slots.use(forever, () => Promise.resolve('next'))).toBe('next');
});

test('who has one thing to do does not wait for another who has many, and nobody waits for ever', async () => {
  const slots = new Slots(2);
  const order: string[] = [];
  const open: (() => void)[] = [];
  const use = (whose: string) =>
    slots.use(
      forever,
      () => {
        order.push(whose);
        return new Promise<void>((resolve) => open.push(resolve));
      },
      { whose },
    );
  const all = ['greedy', 'greedy', 'greedy', 'greedy', 'modest', 'greedy'].map(use);
  for (const id of all.keys()) {
    await expect.poll(() => open.length).toBeGreaterThan(id);
    open[id]?.();
  }
  await Promise.all(all);
  expect(order).toEqual(['greedy', 'greedy', 'modest', 'greedy', 'greedy', 'greedy']);
  expect(slots.stats()).toEqual({ running: 0, queued: 0 });
});

test('what follows something goes before what begins something', async () => {
  const slots = new Slots(1);
  const order: string[] = [];
  const use = (what: string, follows: boolean) =>
    slots.use(
      forever,
      () => {
        order.push(what);
        return Promise.resolve();
      },
      { follows },
    );
  const held = Promise.withResolvers<void>();
  const holding = slots.use(forever, () => held.promise);
  const all = [use('begins', false), use('begins too', false), use('follows', true)];
  held.resolve();
  await Promise.all([holding, ...all]);
  expect(order).toEqual(['follows', 'begins', 'begins too']);
});
