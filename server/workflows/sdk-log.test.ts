import { afterEach, expect, it, vi } from 'vitest';
import { log } from '#server/log.ts';
import { sdkLog } from './sdk-log.ts';

afterEach(() => vi.restoreAllMocks());

it.each([
  {
    said: [{ err: new Error('no such run'), headers: { authorization: 's3cret' } }, 'Step failed'],
    reason: 'no such run',
  },
  { said: ['Step failed', new Error('no such run')], reason: 'no such run' },
  { said: ['Step failed'], reason: undefined },
  { said: [{ err: undefined }, 'Step failed'], reason: undefined },
])('what the SDK says becomes one line with its words and the reason, and nothing else: %#', ({ said, reason }) => {
  const line = vi.spyOn(log, 'error').mockReturnValue();
  sdkLog.error(...said);
  expect(line.mock.calls).toEqual([[{ words: 'Step failed', reason }, 'inngest.says']]);
});
