import { expect, test } from 'vitest';
import { parseFunction } from './function-config.ts';

const plain = { id: 'app-f', triggers: [{ event: 'f' }], steps: { step: {} } };

test('a function without a number of retries has the four attempts that the SDK promises', () => {
  expect(parseFunction(plain).maxAttempts).toBe(4);
  expect(parseFunction({ ...plain, steps: { step: { retries: { attempts: 0 } } } }).maxAttempts).toBe(1);
});

test.each([
  [5, [{ limit: 5 }]],
  [{ limit: 2, key: 'event.data.user' }, [{ limit: 2, key: 'event.data.user' }]],
  [
    [{ limit: 1, key: 'event.data.user' }, { limit: 3 }],
    [{ limit: 1, key: 'event.data.user' }, { limit: 3 }],
  ],
  [0, []],
])('concurrency %j means the limits %j', (concurrency, limits) => {
  expect(parseFunction({ ...plain, concurrency }).concurrency).toEqual(limits);
});

test('a cancellation whose condition is no expression is refused with the name of the function', () => {
  const cancel = [{ event: 'stop', if: 'event.data.id ==' }];
  expect(() => parseFunction({ ...plain, cancel })).toThrow(/"app-f".*is no CEL/s);
});
