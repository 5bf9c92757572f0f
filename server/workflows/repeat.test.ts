import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { log } from '#server/log.ts';
import { repeat } from './repeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('work begins at once, one that takes longer than its turn is waited for, and so is its end at the stop', async () => {
  const open: (() => void)[] = [];
  const stop = repeat(1_000, 'look-failed', () => new Promise<void>((resolve) => open.push(resolve)));
  expect(open).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(3_500);
  expect(open).toHaveLength(1);
  open[0]?.();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(open).toHaveLength(2);

  let isOver = false;
  const stopped = stop().then(() => (isOver = true));
  await vi.advanceTimersByTimeAsync(5_000);
  expect([open.length, isOver]).toEqual([2, false]);
  open[1]?.();
  await stopped;
});

it('work that fails is logged, and done again at its next turn', async () => {
  const warn = vi.spyOn(log, 'warn').mockReturnValue();
  const work = vi.fn<() => Promise<void>>().mockRejectedValue(new Error('away'));
  const stop = repeat(1_000, 'look-failed', work);
  await vi.advanceTimersByTimeAsync(1_500);
  await stop();
  expect(work).toHaveBeenCalledTimes(2);
  expect(warn.mock.calls).toEqual([
    [{ reason: 'away' }, 'look-failed'],
    [{ reason: 'away' }, 'look-failed'],
  ]);
});
