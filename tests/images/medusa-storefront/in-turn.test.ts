import { expect, test } from 'vitest';
import { inTurn } from '../../../images/medusa-storefront/shop/in-turn.ts';

test('work for one key goes one after the other, work for another key does not wait', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const seen: string[] = [];
  const first = inTurn('cart_1', async () => {
    await held;
    seen.push('first');
  });
  const second = inTurn('cart_1', async () => seen.push('second'));
  await inTurn('cart_2', async () => seen.push('other'));
  release();
  await Promise.all([first, second]);
  expect(seen).toEqual(['other', 'first', 'second']);
});

test('work that fails tells its own caller, and lets the next one go on', async () => {
  const failed = inTurn('cart_1', () => Promise.reject(new Error('the backend is away')));
  const next = inTurn('cart_1', async () => 'ordered');
  await expect(failed).rejects.toThrow('the backend is away');
  await expect(next).resolves.toBe('ordered');
});
