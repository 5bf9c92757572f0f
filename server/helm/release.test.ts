import { expect, test } from 'vitest';
import { parseHistory } from './release.ts';

const PRINT = 'a'.repeat(64);

test('a history is read oldest first, whatever the order helm gives', () => {
  const json = JSON.stringify([
    {
      revision: 2,
      status: 'pending-upgrade',
      chart: 'single-0.1.0',
      app_version: '1.0.0',
      description: 'Preparing upgrade',
    },
    {
      revision: 1,
      status: 'deployed',
      chart: 'single-0.1.0',
      app_version: '1.0.0',
      description: `storewright ${PRINT}`,
    },
  ]);
  expect(parseHistory(json)).toEqual([
    {
      revision: 1,
      status: 'deployed',
      chart: 'single-0.1.0',
      appVersion: '1.0.0',
      description: `storewright ${PRINT}`,
      fingerprint: PRINT,
    },
    {
      revision: 2,
      status: 'pending-upgrade',
      chart: 'single-0.1.0',
      appVersion: '1.0.0',
      description: 'Preparing upgrade',
      fingerprint: null,
    },
  ]);
});

test('a status that a later helm may bring is unknown, not an error', () => {
  expect(parseHistory('[{"revision":1,"status":"resting"}]')).toMatchObject([{ status: 'unknown', chart: '' }]);
});

test.each(['', 'null', '{}', '[1]', '[{"status":"deployed"}]'])('what is no history is refused: %j', (json) => {
  expect(() => parseHistory(json)).toThrow(/JSON|revision|history/i);
});
