import { expect, it } from 'vitest';
import { keyReader } from './key-press.ts';

const bare = { ctrlKey: false, metaKey: false, altKey: false };

function read(...presses: [key: string, timeStamp: number, modifiers?: Partial<typeof bare>][]) {
  const reader = keyReader();
  return presses.map(([key, timeStamp, modifiers]) => reader({ ...bare, ...modifiers, key, timeStamp }));
}

it('reads single keys, and two that begin with g as one', () => {
  expect(read(['c', 0], ['g', 10], ['s', 20], ['s', 30])).toEqual(['c', null, 'g s', 's']);
});

it('forgets a g whose second key is late', () => {
  expect(read(['g', 0], ['s', 2_000])).toEqual([null, 's']);
});

it('takes Ctrl K and ⌘ K, and leaves every other combination to the browser', () => {
  expect(
    read(
      ['k', 0, { ctrlKey: true }],
      ['K', 1, { metaKey: true }],
      ['c', 2, { ctrlKey: true }],
      ['j', 3, { altKey: true }],
    ),
  ).toEqual(['mod+k', 'mod+k', null, null]);
});
