import { expect, it, vi } from 'vitest';
import { soon } from './soon.ts';

const never = new AbortController().signal;

it('asks again until it is so, and not for ever', async () => {
  const late = vi.fn<() => Promise<boolean>>().mockResolvedValueOnce(false).mockResolvedValue(true);
  expect(await soon(late, never)).toBe(true);
  expect(late).toHaveBeenCalledTimes(2);
  expect(await soon(async () => false, never)).toBe(false);
});

it('ends with its signal', async () => {
  const ending = new AbortController();
  const asked = soon(async () => {
    ending.abort(new Error('over'));
    return false;
  }, ending.signal);
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});
